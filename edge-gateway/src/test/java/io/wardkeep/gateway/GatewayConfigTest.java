package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.gateway.port.DriverChoice;
import io.wardkeep.gateway.port.LineConfig;
import io.wardkeep.gateway.port.SerialPlace;
import io.wardkeep.gateway.port.UsbBus;
import io.wardkeep.gateway.port.UsbIdentity;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {

    private static final String EXAMPLE = """
            gateway: {site: 7a-box-1, ward: 7A}
            state: {directory: /var/lib/wardkeep/gateway, retain: 30d, reserve: 64MiB}
            ports:
              - {name: ox-01, bed: 7A-01, driver: nonin-oem3, serial: {path: /dev/ttyUSB0, baud: 9600}}
              - {name: vent-03, bed: 7A-03, driver: masimo-ascii1, tcp: {host: 10.7.1.13, port: 4001}}
            mqtt:
              listen: 127.0.0.1:1883            # the gateway's own broker for devices; TLS listener beside it
              subscribe: []                     # or: connect to a broker that the ward already has
              devices: {monitor-12: {bed: 7A-12}}
            limits: {profile: adult}            # defaults; people change them per bed
            hub: {url: "wss://hub.example:8444/sync", identity: /etc/wardkeep/identity}
            page: {listen: 127.0.0.1:8080}
            """;

    private static final String PEERS = """
            peers:
              listen: "10.7.1.10:8446"
              gateways:
                - {name: 7a-box-2, url: "wss://10.7.1.11:8446/sync"}
                - {name: 7a-box-3}
            """;

    @TempDir
    private Path directory;

    @Test
    void readsTheExample() throws Exception {
        GatewayConfig config = read(EXAMPLE);

        assertThat(config.site()).isEqualTo("7a-box-1");
        assertThat(config.state().retain()).isEqualTo(Duration.ofDays(30));
        assertThat(config.state().reserveBytes()).isEqualTo(64L << 20);
        assertThat(config.ports()).hasSize(2);
        assertThat(config.ports().getFirst().line())
                .isEqualTo(
                        new LineConfig.SerialLine(new SerialPlace.ByPath("/dev/ttyUSB0"), SerialSetting.plain(9_600)));
        assertThat(config.devices()).containsEntry(new DeviceId("monitor-12"), Optional.of(new BedId("7A-12")));
        assertThat(config.hub().orElseThrow().url()).hasPort(8_444);
        assertThat(config.page().port()).isEqualTo(8_080);
    }

    @Test
    void aSerialLineIsAsTheDriversDocumentHasItUnlessSomebodySaysOtherwise() throws Exception {
        String silent = EXAMPLE.replace(", baud: 9600", "");
        String loud = EXAMPLE.replace("baud: 9600", "baud: 19200, data-bits: 7, parity: even, stop-bits: 2");

        assertThat(read(silent).ports().getFirst().line())
                .isEqualTo(
                        new LineConfig.SerialLine(new SerialPlace.ByPath("/dev/ttyUSB0"), SerialSetting.plain(9_600)));
        assertThat(read(loud).ports().getFirst().line())
                .isEqualTo(new LineConfig.SerialLine(
                        new SerialPlace.ByPath("/dev/ttyUSB0"),
                        new SerialSetting(19_200, 7, SerialSetting.Parity.EVEN, 2)));
        assertThat(read(read(loud).print()).ports()).isEqualTo(read(loud).ports());
    }

    @Test
    void refusesALineThatTheDriverDoesNotTravelBy() {
        assertThatThrownBy(() -> read(EXAMPLE.replace("tcp: {host: 10.7.1.13, port: 4001}", "udp: {host: h, port: 1}")))
                .hasMessage(directory.resolve("gateway.yaml")
                        + ":5: ports[1].udp: a masimo-ascii1 is not reached so, but by serial, tcp");
        assertThatThrownBy(() -> read(EXAMPLE.replace("serial: {", "udp: {host: h, port: 1}, serial: {")))
                .hasMessageContaining(":4: ports[0]: one of serial, tcp, udp");
    }

    @Test
    void theDriverMayBeLeftToThePort() throws Exception {
        String auto = EXAMPLE.replace("nonin-oem3", "auto").replace(", baud: 9600", "");

        GatewayConfig config = read(auto);
        assertThat(config.ports().getFirst().driver()).isInstanceOf(DriverChoice.Detected.class);
        assertThat(config.print()).contains("driver: auto, serial: {path: /dev/ttyUSB0");
        assertThat(read(config.print()).print()).isEqualTo(config.print());
        assertThatThrownBy(() -> read(EXAMPLE.replace("masimo-ascii1, tcp:", "auto, udp:")))
                .hasMessageContaining(":5: ports[1].driver: auto listens on serial and tcp lines");
        assertThatThrownBy(() -> read(auto.replace("/dev/ttyUSB0", "/dev/ttyUSB0, parity: even")))
                .hasMessageContaining("ports[0].serial.parity");
    }

    @Test
    void anAdapterMayBeNamedByWhatItIs() throws Exception {
        GatewayConfig config = read(EXAMPLE.replace("path: /dev/ttyUSB0", "usb: \"0403:6001:A50285BI\""));

        assertThat(config.ports().getFirst().line())
                .isEqualTo(new LineConfig.SerialLine(
                        new SerialPlace.ByUsb(new UsbIdentity("0403", "6001", "A50285BI", ""), UsbBus.SYSTEM),
                        SerialSetting.plain(9_600)));
        assertThat(read(config.print()).ports()).isEqualTo(config.ports());
        assertThatThrownBy(() -> read(EXAMPLE.replace("path: /dev/ttyUSB0", "usb: ftdi")))
                .hasMessageContaining(":4: ports[0].serial.usb: VENDOR:PRODUCT:SERIAL is wanted");
    }

    @Test
    void readsWhereHl7SendersComeIn() throws Exception {
        String mllp = """
            mllp:
              listen: 127.0.0.1:2575
              locations: {7A-07: "ICU^^BED7"}
              devices:
                monitor-7: {bed: 7A-07}
                pump-1: {bed: 7A-07, equipment: "P52814"}
            """;
        GatewayConfig config = read(EXAMPLE + mllp);

        assertThat(config.mllp().orElseThrow().locations()).containsEntry(new BedId("7A-07"), "ICU^^BED7");
        assertThat(config.devices()).containsEntry(new DeviceId("pump-1"), Optional.of(new BedId("7A-07")));
        assertThat(read(config.print()).mllp()).isEqualTo(config.mllp());
        assertThatThrownBy(() -> read(EXAMPLE + mllp.replace("pump-1", "monitor-12")))
                .hasMessageContaining("stands in another section too");
        assertThatThrownBy(() -> read(EXAMPLE + mllp.replace(", equipment: \"P52814\"", "")))
                .hasMessageContaining("is not told from another device");
        assertThatThrownBy(() -> read(EXAMPLE + mllp.replace("{7A-07: \"ICU^^BED7\"}", "{}")))
                .hasMessageContaining("needs its equipment's name, or a bed that has a location");
        String zoned = mllp.replace("devices:", "zone: Europe/Stockholm\n  devices:");
        assertThat(read(EXAMPLE + zoned).mllp().orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Stockholm"));
        assertThatThrownBy(() -> read(EXAMPLE + zoned.replace("Stockholm", "Nowhere")))
                .hasMessageContaining("a time zone like Europe/Stockholm is wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ICU^^BED7", "ICU^^BED7^CHI", "ICU"})
    void noTwoBedsAreAtOnePlace(String other) {
        String mllp = """
            mllp:
              locations: {7A-07: "ICU^^BED7", 7A-08: "%s"}
              devices: {}
            """.formatted(other);

        assertThatThrownBy(() -> read(EXAMPLE + mllp)).hasMessageContaining("is within that of");
    }

    @Test
    void aDeviceMayPublishInAnotherFormatThanOurs() throws Exception {
        String senml = EXAMPLE.replace("{bed: 7A-12}", "{bed: 7A-12}, bridge-3: {bed: 7A-03, format: senml}");
        GatewayConfig config = read(senml);

        assertThat(formats(config)).containsExactly("bridge-3 senml", "monitor-12 wardkeep-json");
        assertThat(config.devices()).containsEntry(new DeviceId("bridge-3"), Optional.of(new BedId("7A-03")));
        assertThat(read(config.print()).mqtt()).isEqualTo(config.mqtt());
        assertThatThrownBy(() -> read(senml.replace("format: senml", "format: sennml")))
                .hasMessage(directory.resolve("gateway.yaml")
                        + ":9: mqtt.devices.bridge-3.format: unknown word sennml; did you mean senml?");
        assertThatThrownBy(() -> read(senml.replace("format: senml", "format: nonin-oem3")))
                .hasMessageContaining("mqtt.devices.bridge-3.format: unknown word nonin-oem3")
                .hasMessageContaining("known here: senml, wardkeep-json");
    }

    private static List<String> formats(GatewayConfig config) {
        return new TreeMap<>(config.mqtt().orElseThrow().devices())
                .entrySet().stream()
                        .map(entry ->
                                entry.getKey() + " " + entry.getValue().format().name())
                        .toList();
    }

    @Test
    void readsPeers() throws Exception {
        GatewayConfig.Peers peers = read(EXAMPLE + PEERS).peers();

        assertThat(peers.listen().orElseThrow().port()).isEqualTo(8_446);
        assertThat(peers.gateways()).extracting(GatewayConfig.Peer::name).containsExactly("7a-box-2", "7a-box-3");
        assertThat(peers.gateways().getFirst().url().orElseThrow()).hasPort(8_446);
        assertThat(peers.gateways().getLast().url()).isEmpty();
    }

    @Test
    void refusesPeersThatCannotMeet() {
        assertThatThrownBy(() -> read(EXAMPLE + PEERS.replace("7a-box-2", "7a-box-1")))
                .hasMessageContaining("own");
        assertThatThrownBy(() -> read(EXAMPLE + PEERS.replace("7a-box-2", "7a-box-3")))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> read(EXAMPLE + PEERS.replace("  listen: \"10.7.1.10:8446\"\n", "")))
                .hasMessageContaining("7a-box-3");
        assertThatThrownBy(() -> read(EXAMPLE.replaceAll("(?m)^hub:.*\n", "") + PEERS))
                .hasMessageContaining("identity");
    }

    @Test
    void whatItPrintsReadsTheSame() throws Exception {
        GatewayConfig config = read(EXAMPLE + PEERS);

        assertThat(read(config.print()).print()).isEqualTo(config.print());
    }

    @Test
    void namesFileLineKeyAndTheNearestKey() {
        assertThatThrownBy(() -> read(EXAMPLE.replace("retain:", "retian:")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(directory.resolve("gateway.yaml") + ":2: state.retian: unknown key; did you mean retain?");
    }

    @Test
    void refusesAKeyThatStandsThereTwice() {
        assertThatThrownBy(() -> read(EXAMPLE + "limits: {profile: adult}\n"))
                .hasMessageContaining(":13")
                .hasMessageContaining("limits");
    }

    @Test
    void refusesAValueWithoutItsUnit() {
        assertThatThrownBy(() -> read(EXAMPLE.replace("30d", "30")))
                .hasMessageContaining("state.retain")
                .hasMessageContaining("30d");
    }

    @Test
    void refusesADriverThatDoesNotExistAndNamesThoseThatDo() {
        assertThatThrownBy(() -> read(EXAMPLE.replace("masimo-ascii1", "masimo")))
                .hasMessageContaining(":5: ports[1].driver")
                .hasMessageContaining("masimo-ascii1");
    }

    @Test
    void refusesOneDeviceOnTwoWays() {
        assertThatThrownBy(() -> read(EXAMPLE.replace("monitor-12", "ox-01")))
                .hasMessageContaining("the device ox-01 stands in another section too");
    }

    @Test
    void refusesAPinThatIsNoHashWithoutRepeatingIt() {
        assertThatThrownBy(() -> read(EXAMPLE + "staff: [{user: a, name: A, role: nurse, pin: \"1234\"}]\n"))
                .hasMessageContaining("staff[0].pin")
                .hasMessageNotContainingAny("1234");
    }

    @Test
    void saysWhereItIsNotYaml() {
        assertThatThrownBy(() -> read("gateway: {site: a\nward: [\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("gateway.yaml:")
                .hasMessageContaining("not YAML");
    }

    private GatewayConfig read(String yaml) throws IOException, ConfigException {
        return GatewayConfig.read(Files.writeString(directory.resolve("gateway.yaml"), yaml));
    }
}

package io.wardkeep.gateway;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.configuration.ConfigUnits;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.gateway.page.PageConfig;
import io.wardkeep.gateway.page.StaffMember;
import io.wardkeep.gateway.port.DriverChoice;
import io.wardkeep.gateway.port.LineConfig;
import io.wardkeep.gateway.port.MllpConfig;
import io.wardkeep.gateway.port.MqttConfig;
import io.wardkeep.gateway.port.PortConfig;
import io.wardkeep.gateway.port.SerialPlace;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.WardId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a gateway is told, validated: a value that exists is usable.
 *
 * @param site the box's name
 * @param ward whose beds it watches
 * @param state where it keeps what it must not forget
 * @param ports lines to devices
 * @param mqtt its own MQTT endpoint, if it has one
 * @param mllp where HL7 senders come in, if they may
 * @param profile name of the default limits
 * @param hub where the hub is, if there is one
 * @param peers other gateways of the ward that this one speaks with
 * @param page the ward page
 */
public record GatewayConfig(
        String site,
        WardId ward,
        State state,
        List<PortConfig> ports,
        Optional<MqttConfig> mqtt,
        Optional<MllpConfig> mllp,
        LimitProfile profile,
        Optional<Hub> hub,
        Peers peers,
        PageConfig page) {

    /**
     * Where the gateway keeps what it must not forget.
     *
     * @param directory its own
     * @param witness remembers the identity outside the database; best on another partition
     * @param retain how long readings are kept
     * @param reserveBytes room kept for alerts and audit when the disk is full
     */
    public record State(Path directory, Path witness, Duration retain, long reserveBytes) {}

    /**
     * The hub.
     *
     * @param url {@code wss://host:port/sync}
     * @param identity directory of the box's key and certificate
     */
    public record Hub(URI url, Path identity) {}

    /**
     * Other gateways of the ward.
     *
     * @param listen where they may come in; without it none may
     * @param gateways which
     */
    public record Peers(Optional<ConfigUnits.Listen> listen, List<Peer> gateways) {

        /** Copies. */
        public Peers {
            gateways = List.copyOf(gateways);
        }
    }

    /**
     * A gateway of the ward.
     *
     * @param name as its certificate says
     * @param url where it listens, if this side is the one that calls
     */
    public record Peer(String name, Optional<URI> url) {}

    /** Copies. */
    public GatewayConfig {
        ports = List.copyOf(ports);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException with file, line, key and reason
     */
    public static GatewayConfig read(Path file) throws ConfigException {
        return new ConfigReader(file).read();
    }

    /** Every device that is configured, and where it stands. */
    public SortedMap<DeviceId, Optional<BedId>> devices() {
        SortedMap<DeviceId, Optional<BedId>> devices = new TreeMap<>();
        ports.forEach(port -> devices.put(port.device(), port.bed()));
        mqtt.ifPresent(endpoint -> {
            endpoint.devices().forEach((name, device) -> devices.put(name, device.bed()));
            endpoint.sparkplug().forEach((name, device) -> devices.put(name, device.bed()));
        });
        mllp.ifPresent(endpoint -> endpoint.devices().forEach((name, device) -> devices.put(name, device.bed())));
        return devices;
    }

    /** The configuration as it is in effect, in the form of the file; without secrets. */
    public String print() {
        StringBuilder out = new StringBuilder();
        line(out, "gateway: {site: " + site + ", ward: " + ward + "}");
        line(
                out,
                "state: {directory: " + state.directory() + ", witness: " + state.witness() + ", retain: "
                        + ConfigUnits.write(state.retain()) + ", reserve: " + ConfigUnits.write(state.reserveBytes())
                        + "}");
        line(out, ports.isEmpty() ? "ports: []" : "ports:");
        for (PortConfig port : ports) {
            line(
                    out,
                    "  - {name: " + port.device() + bed(port.bed()) + ", driver: "
                            + port.driver().name() + ", " + way(port) + "}");
        }
        mqtt.ifPresent(endpoint -> {
            line(out, "mqtt:");
            line(out, "  listen: " + endpoint.host() + ":" + endpoint.port());
            line(out, "  message: " + endpoint.messageBytesMax() + "B");
            line(out, "  connections: " + endpoint.connectionsMax());
            line(out, "  in-flight: " + endpoint.inFlightMax());
            line(out, endpoint.devices().isEmpty() ? "  devices: {}" : "  devices:");
            new TreeMap<>(endpoint.devices())
                    .forEach((name, device) -> line(
                            out, "    " + name + ": {format: " + device.format().name() + bed(device.bed()) + "}"));
        });
        mqtt.filter(endpoint -> !endpoint.sparkplug().isEmpty()).ifPresent(endpoint -> {
            line(out, "  sparkplug:");
            new TreeMap<>(endpoint.sparkplug())
                    .forEach((name, device) ->
                            line(out, "    " + name + ": {node: \"" + device.name() + "\"" + bed(device.bed()) + "}"));
        });
        mllp.ifPresent(endpoint -> mllp(out, endpoint));
        line(out, "limits: {profile: " + profile.name() + "}");
        hub.ifPresent(
                central -> line(out, "hub: {url: \"" + central.url() + "\", identity: " + central.identity() + "}"));
        if (!peers.gateways().isEmpty()) {
            line(out, "peers:");
            peers.listen().ifPresent(at -> line(out, "  listen: \"" + at + "\""));
            line(out, "  gateways:");
            peers.gateways()
                    .forEach(peer -> line(
                            out,
                            "    - {name: " + peer.name()
                                    + peer.url()
                                            .map(url -> ", url: \"" + url + "\"")
                                            .orElse("") + "}"));
        }
        line(out, "page: {listen: " + page.host() + ":" + page.port() + "}");
        line(out, page.staff().isEmpty() ? "staff: []" : "staff:");
        for (StaffMember member : page.staff()) {
            line(
                    out,
                    "  - {user: " + member.user() + ", name: \"" + member.name() + "\", role: "
                            + member.role().word() + "}");
        }
        return out.toString();
    }

    private static void mllp(StringBuilder out, MllpConfig endpoint) {
        line(out, "mllp:");
        line(out, "  listen: " + endpoint.host() + ":" + endpoint.port());
        line(out, "  connections: " + endpoint.connectionsMax());
        line(out, "  zone: " + endpoint.zone());
        line(out, endpoint.locations().isEmpty() ? "  locations: {}" : "  locations:");
        new TreeMap<>(endpoint.locations()).forEach((bed, place) -> line(out, "    " + bed + ": \"" + place + "\""));
        line(out, endpoint.devices().isEmpty() ? "  devices: {}" : "  devices:");
        new TreeMap<>(endpoint.devices()).forEach((name, device) -> {
            List<String> told = new ArrayList<>();
            device.bed().ifPresent(bed -> told.add("bed: " + bed));
            device.equipment().ifPresent(equipment -> told.add("equipment: \"" + equipment + "\""));
            line(out, "    " + name + ": {" + String.join(", ", told) + "}");
        });
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }

    private static String bed(Optional<BedId> bed) {
        return bed.map(place -> ", bed: " + place).orElse("");
    }

    private static String place(SerialPlace place) {
        return switch (place) {
            case SerialPlace.ByPath(String path) -> "path: " + path;
            case SerialPlace.ByUsb(var identity, var _) -> "usb: \"" + identity + "\"";
        };
    }

    private static String settings(DriverChoice choice, SerialSetting setting) {
        if (choice instanceof DriverChoice.Detected detected
                && detected.trials().size() > 1) {
            return "";
        }
        return ", baud: " + setting.baud() + ", data-bits: " + setting.dataBits() + ", stop-bits: " + setting.stopBits()
                + ", parity: " + setting.parity().name().toLowerCase(Locale.ROOT);
    }

    private static String way(PortConfig port) {
        return switch (port.line()) {
            case LineConfig.SerialLine serial ->
                "serial: {" + place(serial.place()) + settings(port.driver(), serial.setting()) + "}";
            case LineConfig.TcpLine tcp -> "tcp: {host: " + tcp.host() + ", port: " + tcp.port() + "}";
            case LineConfig.UdpLine udp ->
                "udp: {host: " + udp.host() + ", port: " + udp.port()
                        + (udp.listen() == 0 ? "" : ", listen: " + udp.listen()) + "}";
        };
    }
}

package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated IntelliVue monitor against the gateway's drivers, on both carriers. */
class IntellivueDeviceTest {

    private static final int HEART_RATE = 147_842;
    private static final int SATURATION = 150_456;
    private static final int LEAD_II = 131_330;

    private static final String UDP = "philips-intellivue-udp";

    @ParameterizedTest
    @ValueSource(strings = {"philips-intellivue", UDP})
    void associatesAndIsPolledForTenMinutesAndMore(String protocol) {
        Conversation heard = Conversation.heard(protocol, "", 660_000);
        assertThat(heard.events()).noneMatch(DriverEvent.Malformed.class::isInstance);
        assertThat(heard.events()).contains(new DriverEvent.Identity("Philips MX800", "DE00000001", "L.01.18"));
        assertThat(heard.observations(SATURATION)).hasSizeBetween(640, 650);
        assertThat(heard.observations(HEART_RATE)).hasSizeBetween(640, 650);
        List<Waveform> waves = heard.waveforms(LEAD_II);
        assertThat(waves).hasSizeBetween(2_560, 2_585);
        assertThat(waves).allMatch(wave -> wave.length() == 64 && wave.periodNanos() == 4_000_000);
        assertThat(waves).allMatch(wave -> wave.validity() == Validity.VALID);
        for (int i = 1; i < waves.size(); i++) {
            assertThat(waves.get(i).deviceMillis() - waves.get(i - 1).deviceMillis())
                    .isLessThanOrEqualTo(256);
        }
    }

    @Test
    void valuesAreThePatients() {
        Conversation heard = Conversation.heard(UDP, "10s #1 desaturation to=82 over=5s for=20s", 60_000);
        List<Observation> saturations = heard.observations(SATURATION);
        assertThat(saturations).anyMatch(saturation -> saturation.value().mantissa() == 82);
        assertThat(heard.events())
                .containsSubsequence(
                        new DriverEvent.DeviceAlert("low-19384-1.3000", SATURATION, AlertPriority.MEDIUM, true, true),
                        new DriverEvent.DeviceAlert("low-19384-1.3000", SATURATION, AlertPriority.MEDIUM, true, false));
    }

    @Test
    void aProbeBesideTheFingerIsNoValueAndATechnicalAlarm() {
        Conversation heard = Conversation.heard(UDP, "10s #1 probe-off for=30s", 60_000);
        assertThat(heard.observations(SATURATION).stream().map(Observation::validity))
                .contains(Validity.INVALID, Validity.VALID);
        assertThat(heard.events())
                .contains(new DriverEvent.DeviceAlert(
                        "sensor-disconnected-19384-1.3000", SATURATION, AlertPriority.LOW, false, true));
    }

    @Test
    void aCuffPressureIsToldOncePerMeasurement() {
        Conversation heard = Conversation.heard(UDP, "", 660_000);
        assertThat(heard.observations(150_021)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aPulledCableIsFollowedByANewAssociation() {
        Conversation heard = Conversation.heard(UDP, "10s #1 unplug for=30s", 90_000);
        List<Observation> rates = heard.observations(HEART_RATE);
        assertThat(rates.getLast().measuredMillis()).isGreaterThan(85_000);
        assertThat(rates).noneMatch(rate -> rate.measuredMillis() > 11_500 && rate.measuredMillis() < 39_000);
    }

    @Test
    void anAssociationInWhichNothingIsAskedIsEnded() {
        ListWire wire = new ListWire();
        BedsideDevice device = Conversation.device(UDP, "", wire);
        associate(device, wire);
        for (long at = 0; at < 9_900; at += 100) {
            device.advance(at);
        }
        wire.take();
        device.advance(10_000);
        assertThat(wire.take()[0]).isEqualTo((byte) 0x19);
    }

    @Test
    void whatWouldSetSomethingIsRefused() {
        ListWire wire = new ListWire();
        BedsideDevice device = Conversation.device(UDP, "", wire);
        associate(device, wire);
        wire.take();
        wire.answer(HexFormat.of()
                .parseHex("e1000002000100260000000500200021000000000000000000010014"
                        + "0000f23a000c00020008000201020002" + "4bb4"));
        device.advance(100);
        assertThat(wire.take()).isEqualTo(HexFormat.of().parseHex("e1000002000300060000" + "00020000"));
    }

    private static void associate(BedsideDevice device, ListWire wire) {
        Conversation gateway = new Conversation(UDP);
        gateway.hear(new byte[0], 0, wire::answer);
        device.advance(0);
        gateway.hear(wire.take(), 0, wire::answer);
        device.advance(0);
        wire.take();
    }
}

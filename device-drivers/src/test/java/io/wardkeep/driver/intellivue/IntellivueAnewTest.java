package io.wardkeep.driver.intellivue;

import static io.wardkeep.driver.intellivue.MonitorMessages.alarm;
import static io.wardkeep.driver.intellivue.MonitorMessages.attribute;
import static io.wardkeep.driver.intellivue.MonitorMessages.hex;
import static io.wardkeep.driver.intellivue.MonitorMessages.numeric;
import static io.wardkeep.driver.intellivue.MonitorMessages.object;
import static io.wardkeep.driver.intellivue.MonitorMessages.patientAlarms;
import static io.wardkeep.driver.intellivue.MonitorMessages.result;
import static io.wardkeep.driver.intellivue.MonitorMessages.technicalAlarms;
import static io.wardkeep.driver.intellivue.MonitorMessages.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What falls silent is asked for again, and what was on before a monitor began anew does not stay on for ever. */
class IntellivueAnewTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final int NUMERICS = 6;
    private static final int WAVES = 9;
    private static final int ALERTS = 0x36;
    private static final String LOW = "low-19384-1.33792";

    private final DriverSession session = new IntellivueUdp().open();

    private List<DriverEvent> hear(long now, byte[] message) {
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(message), now, events::add);
        return events;
    }

    /** Which classes are polled for by themselves, in the order of asking. */
    private List<Integer> renewed(long now) {
        List<DriverEvent> events = new ArrayList<>();
        session.ticked(now, events::add);
        List<Integer> classes = new ArrayList<>();
        for (DriverEvent event : events) {
            byte[] sent = ((DriverEvent.Transmit) event).bytes().array();
            if (sent.length > 40 && Octets.u16(sent, 24) == Requests.ACTION_POLL_EXTENDED) {
                classes.add(Octets.u16(sent, 32));
            }
        }
        return classes;
    }

    private static byte[] answer(int objectClass, long ticks) {
        return switch (objectClass) {
            case NUMERICS -> result(NUMERICS, ticks, numeric(1, 0x4182, 0, 0x0AA0, "0000003c"));
            case WAVES -> result(WAVES, ticks, wave(1, 8_192));
            default -> result(ALERTS, ticks, patientAlarms());
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {NUMERICS, WAVES, ALERTS})
    void aPollThatFallsSilentIsSentAgainAndNoOther(int silent) {
        hear(NOW, answer(NUMERICS, 8_000));
        assertThat(renewed(NOW)).containsExactly(NUMERICS, WAVES, ALERTS);
        for (long after = 1_000; after <= 5_000; after += 1_000) {
            assertThat(renewed(NOW + after - 1)).isEmpty();
            for (int spoken : List.of(NUMERICS, WAVES, ALERTS)) {
                if (spoken != silent) {
                    hear(NOW + after, answer(spoken, 8_000 + 8 * after));
                }
            }
        }
        assertThat(renewed(NOW + 5_000)).containsExactly(silent);
        assertThat(renewed(NOW + 5_100)).isEmpty();
    }

    @Test
    void wavesThatTheMonitorRefusesAreNotAskedForAgain() {
        hear(NOW, answer(NUMERICS, 8_000));
        renewed(NOW);
        hear(NOW, hex("e1000002 0003 0006 0002 0009 0000"));
        for (long after = 1_000; after <= 6_000; after += 1_000) {
            hear(NOW + after, answer(NUMERICS, 8_000 + 8 * after));
            hear(NOW + after, answer(ALERTS, 8_000 + 8 * after));
            assertThat(renewed(NOW + after)).isEmpty();
        }
    }

    private void aLowSaturationIsOn() {
        assertThat(hear(NOW, result(ALERTS, 800_000_000, patientAlarms(alarm(0x4BB8, 62, 512, 0)))))
                .containsExactly(new DriverEvent.DeviceAlert(LOW, 150_456, AlertPriority.MEDIUM, true, true));
    }

    @Test
    void anAlarmThatAMonitorDoesNotConfirmAfterItWasSwitchedOnAgainIsOver() {
        aLowSaturationIsOn();
        hear(NOW + 60_000, answer(NUMERICS, 80_000));
        assertThat(hear(NOW + 60_000, result(ALERTS, 80_000)))
                .as("the first answer to a poll has no objects")
                .isEmpty();
        assertThat(hear(NOW + 60_500, result(ALERTS, 84_000, technicalAlarms())))
                .as("another list")
                .isEmpty();
        byte[] otherObject = object(0x0B02, attribute(0x0902, hex("0000 0000")));
        assertThat(hear(NOW + 61_000, result(ALERTS, 88_000, otherObject)))
                .containsExactly(new DriverEvent.DeviceAlert(LOW, 150_456, AlertPriority.MEDIUM, true, false));
        assertThat(hear(NOW + 62_000, result(ALERTS, 96_000, otherObject))).isEmpty();
    }

    @Test
    void anAlarmThatANewAssociationDoesNotConfirmIsOver() {
        aLowSaturationIsOn();
        renewed(NOW + 6_000);
        byte[] otherObject = object(0x0B02, attribute(0x0902, hex("0000 0000")));
        assertThat(hear(NOW + 7_000, result(ALERTS, 800_056_000, otherObject)))
                .containsExactly(new DriverEvent.DeviceAlert(LOW, 150_456, AlertPriority.MEDIUM, true, false));
    }

    @Test
    void anAlarmThatIsConfirmedGoesOnWithoutAWord() {
        aLowSaturationIsOn();
        hear(NOW + 60_000, answer(NUMERICS, 80_000));
        assertThat(hear(NOW + 61_000, result(ALERTS, 88_000, patientAlarms(alarm(0x4BB8, 62, 512, 0)))))
                .isEmpty();
        assertThat(hear(NOW + 62_000, result(ALERTS, 96_000, patientAlarms())))
                .containsExactly(new DriverEvent.DeviceAlert(LOW, 150_456, AlertPriority.MEDIUM, true, false));
    }

    @ParameterizedTest
    @CsvSource({"4BB8, 0220, 150456", "4A11, 0f20, 150033", "4822, 0aa0, 149530"})
    void aZeroOfASensorWithoutAPatientIsNoValue(String physiological, String unit, int code) {
        assertThat(observed(physiological, unit))
                .matches(observation -> observation.code() == code && observation.validity() == Validity.INVALID);
    }

    @ParameterizedTest
    @CsvSource({"4182, 0aa0, 147842", "500a, 0ae0, 151562", "4a33, 0f20, 150067", "4a37, 0f20, 150071"})
    void anotherZeroIsANumber(String physiological, String unit, int code) {
        assertThat(observed(physiological, unit))
                .matches(observation -> observation.code() == code && observation.validity() == Validity.VALID);
    }

    private Observation observed(String physiological, String unit) {
        List<DriverEvent> events = hear(NOW, zero(physiological, unit));
        assertThat(events).hasSize(1);
        return (Observation) Objects.requireNonNull(((DriverEvent.Measured) events.getFirst()).reading());
    }

    private static byte[] zero(String physiological, String unit) {
        return result(
                NUMERICS,
                8_000,
                numeric(1, Integer.parseInt(physiological, 16), 0, Integer.parseInt(unit, 16), "00000000"));
    }

    @Test
    void aParameterThatIsNotKnownIsCountedOnceByItsNumber() {
        assertThat(hear(NOW, zero("4BB0", "0200"))).containsExactly(new DriverEvent.LeftOut("150448"));
        assertThat(hear(NOW, zero("F03D", "0512"))).containsExactly(new DriverEvent.LeftOut("private 61501"));
        assertThat(hear(NOW, zero("4BB0", "0200"))).isEmpty();
    }
}

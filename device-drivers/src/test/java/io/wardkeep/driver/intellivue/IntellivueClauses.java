package io.wardkeep.driver.intellivue;

import static io.wardkeep.driver.intellivue.MonitorMessages.alarm;
import static io.wardkeep.driver.intellivue.MonitorMessages.attribute;
import static io.wardkeep.driver.intellivue.MonitorMessages.bytes;
import static io.wardkeep.driver.intellivue.MonitorMessages.hex;
import static io.wardkeep.driver.intellivue.MonitorMessages.numeric;
import static io.wardkeep.driver.intellivue.MonitorMessages.object;
import static io.wardkeep.driver.intellivue.MonitorMessages.patientAlarms;
import static io.wardkeep.driver.intellivue.MonitorMessages.result;
import static io.wardkeep.driver.intellivue.MonitorMessages.run;
import static io.wardkeep.driver.intellivue.MonitorMessages.technicalAlarms;
import static io.wardkeep.driver.intellivue.MonitorMessages.value;
import static io.wardkeep.driver.intellivue.MonitorMessages.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clause by clause of the programming guide: states, units, time, waves, alerts, association. */
class IntellivueClauses {

    private static final long NOW = 1_800_000_000_000L;
    private static final int NUMERICS = 6;
    private static final int WAVES = 9;
    private static final int ALERTS = 0x36;
    private static final String SIXTY = "0000003c";
    private static final String NAN = "007fffff";

    private final DriverSession session = new IntellivueUdp().open();

    private List<DriverEvent> hear(long now, byte[] message) {
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(message), now, events::add);
        return events;
    }

    private Observation only(List<DriverEvent> events) {
        assertThat(events).hasSize(1);
        return (Observation) ((DriverEvent.Measured) events.getFirst()).reading();
    }

    private static List<Waveform> waves(List<DriverEvent> events) {
        return events.stream()
                .filter(DriverEvent.Measured.class::isInstance)
                .map(event -> (Waveform) ((DriverEvent.Measured) event).reading())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0000, VALID",
        "0080, VALID",
        "0002, VALID",
        "0001, VALID",
        "0020, VALID",
        "0040, QUESTIONABLE",
        "4000, QUESTIONABLE",
        "1000, QUESTIONABLE",
        "8000, INVALID",
        "8001, INVALID",
        "2000, INVALID",
        "2020, ONGOING",
        "0800, INVALID",
        "0400, INVALID"
    })
    void stateDecidesWhetherThereIsAValue(String state, Validity expected) {
        byte[] message = result(NUMERICS, 8_000, numeric(1, 0x4182, Integer.parseInt(state, 16), 0x0AA0, SIXTY));
        assertThat(only(hear(NOW, message)).validity()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"007fffff", "00800000", "007ffffe", "00800002", "0a000001", "f6000001"})
    void whatIsNoNumberIsNoValue(String number) {
        Observation observation = only(hear(NOW, result(NUMERICS, 8_000, numeric(1, 0x4182, 0, 0x0AA0, number))));
        assertThat(observation.validity()).isEqualTo(Validity.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "4182, 0aa0, 0000003c, 147842, 60",
        "4bb8, 0220, ff0003cf, 150456, 97.5",
        "4822, 0aa0, 0000003c, 149530, 60",
        "4b48, 17a0, fe000e6c, 150344, 36.92",
        "500a, 0ae0, 00000010, 151562, 16",
        "50b0, 0f20, 00000026, 151708, 38",
        "4261, 0aa0, 00000002, 148066, 2",
        "0302, 0512, fffffff1, 131842, -0.15",
        "0343, 0512, ff000007, 131927, 0.07",
        "034b, 10b3, 00000064, 131931, 0.100",
        "4a11, 0f20, 0100000c, 150033, 120"
    })
    void identifierAndUnitAreAMetric(String physiological, String unit, String number, int code, String expected) {
        Observation observation = only(hear(
                NOW,
                result(
                        NUMERICS,
                        8_000,
                        numeric(1, Integer.parseInt(physiological, 16), 0, Integer.parseInt(unit, 16), number))));
        assertThat(observation.code()).isEqualTo(code);
        assertThat(observation.value().toString()).isEqualTo(expected);
    }

    @Test
    void aPressureInAnotherUnitIsCountedOnceAndNeverTaken() {
        byte[] kilopascal = result(NUMERICS, 8_000, numeric(1, 0x4A11, 0, 0x0F03, "00000010"));
        assertThat(hear(NOW, kilopascal)).containsExactly(new DriverEvent.LeftOut("150033 in another unit"));
        assertThat(hear(NOW, kilopascal)).isEmpty();
    }

    @Test
    void aSettingIsNoMeasurement() {
        byte[] temperature = attribute(0x0950, value(0x4B48, 0, 0x17A0, "00000025"));
        assertThat(hear(NOW, result(NUMERICS, 8_000, object(1, attribute(0x0924, hex("00024b48")), temperature))))
                .hasSize(1);
        assertThat(hear(NOW, result(NUMERICS, 8_000, object(1, attribute(0x0924, hex("04024b48")), temperature))))
                .isEmpty();
        for (String category : List.of("0003", "0004", "0082")) {
            byte[] specification = attribute(0x093F, hex("00002000" + category + "4228 0000 0000"));
            assertThat(hear(NOW, result(NUMERICS, 8_000, object(1, specification, temperature))))
                    .isEmpty();
        }
    }

    private static byte[] cuff(long ticks, String stamp, int state, String systolic) {
        return result(
                NUMERICS,
                ticks,
                object(1, attribute(0x0990, hex(stamp)), attribute(0x0950, value(0x4A05, state, 0x0F20, systolic))));
    }

    @Test
    void aMeasurementWithATimeStampIsToldOnce() {
        Observation first = only(hear(NOW, cuff(8_000, "2026112012000000", 0, "00000078")));
        assertThat(first.value().mantissa()).isEqualTo(120);
        assertThat(first.validity()).as("nobody knows how old it is").isEqualTo(Validity.QUESTIONABLE);
        assertThat(hear(NOW + 1_024, cuff(16_192, "2026112012000000", 2, "00000078")))
                .isEmpty();
        assertThat(only(hear(NOW + 2_048, cuff(24_384, "2026112012000000", 0x2020, NAN)))
                        .validity())
                .isEqualTo(Validity.ONGOING);
        assertThat(only(hear(NOW + 3_072, cuff(32_576, "2026112012050000", 0, "00000078")))
                        .validity())
                .isEqualTo(Validity.VALID);
    }

    @Test
    void aTimeStampInWordsIsPlacedOnceTheMonitorHasToldItsDate() {
        byte[] system = result(
                0x21,
                8_000_000,
                object(0, attribute(0x0987, hex("2026112012100000")), attribute(0x098F, hex("007a1200"))));
        assertThat(hear(NOW, system)).isEmpty();
        Observation observation = only(hear(NOW, cuff(8_000_000, "2026112012080000", 0, "00000078")));
        assertThat(observation.measuredMillis()).isEqualTo(NOW - 120_000);
        assertThat(observation.validity()).isEqualTo(Validity.VALID);
        assertThat(observation.deviceMillis()).isEqualTo(1_000_000 - 120_000);
    }

    @Test
    void theTickCounterIsUnwrapped() {
        long last = 0xFFFF_FFFFL;
        Observation before = only(hear(NOW, result(NUMERICS, last - 8_191, numeric(1, 0x4182, 0, 0x0AA0, SIXTY))));
        Observation after = only(hear(NOW + 2_048, result(NUMERICS, 8_192, numeric(1, 0x4182, 0, 0x0AA0, SIXTY))));
        assertThat(after.deviceMillis() - before.deviceMillis()).isEqualTo(2_048);
        assertThat(after.measuredMillis() - before.measuredMillis()).isEqualTo(2_048);
    }

    @Test
    void theFastestMessageTellsWhenNowIs() {
        assertThat(only(hear(NOW, result(NUMERICS, 8_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY))))
                        .measuredMillis())
                .isEqualTo(NOW);
        assertThat(only(hear(NOW + 1_500, result(NUMERICS, 16_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY))))
                        .measuredMillis())
                .isEqualTo(NOW + 1_000);
    }

    @Test
    void aMonitorThatWasSwitchedOffBeginsAnew() {
        hear(NOW, result(NUMERICS, 800_000_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY)));
        Observation observation =
                only(hear(NOW + 60_000, result(NUMERICS, 80_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY))));
        assertThat(observation.deviceMillis()).isEqualTo(10_000);
        assertThat(observation.measuredMillis()).isEqualTo(NOW + 60_000);
    }

    @Test
    void samplesAreScaledAndMarkedOnesAreMissing() {
        Waveform wave = waves(hear(NOW, result(WAVES, 8_000, wave(1, 8_192, 8_223, 0x8001, 0x4000 | 8_193, 0x8004))))
                .getFirst();
        assertThat(EventText.of(new DriverEvent.Measured(wave))).endsWith("[0, 155, -, 5, -]");
        assertThat(wave.scale()).isEqualTo(3);
        assertThat(wave.periodNanos()).isEqualTo(4_000_000);
    }

    @Test
    void aRunThatIsInvalidHasNoSamples() {
        hear(NOW, result(WAVES, 8_000, wave(1, 8_192)));
        Waveform wave = waves(hear(
                        NOW, result(WAVES, 8_032, object(1, attribute(0x096E, run(0x0102, 0x8000, 8_192, 8_193))))))
                .getFirst();
        assertThat(wave.validity()).isEqualTo(Validity.INVALID);
        assertThat(wave.sample(0)).isEqualTo(Waveform.MISSING);
    }

    @Test
    void aHoleIsMissingSamplesAndARepetitionIsNothing() {
        byte[] first = result(WAVES, 8_000, wave(1, 8_192, 8_192));
        assertThat(waves(hear(NOW, first))).hasSize(1);
        assertThat(hear(NOW, first)).isEmpty();
        List<Waveform> waves = waves(hear(NOW, result(WAVES, 8_160, wave(1, 8_192))));
        assertThat(waves).extracting(Waveform::length).containsExactly(3, 1);
        assertThat(waves.getFirst().deviceMillis()).isEqualTo(1_008);
    }

    @Test
    void aLongPauseIsNoHole() {
        hear(NOW, result(WAVES, 8_000, wave(1, 8_192)));
        assertThat(waves(hear(NOW + 11_000, result(WAVES, 96_000, wave(1, 8_192)))))
                .hasSize(1);
    }

    @Test
    void samplesThatNobodyDescribedAreGivenUp() {
        assertThat(hear(NOW, result(WAVES, 8_000, object(1, attribute(0x096E, run(0x0102, 0, 1, 2))))))
                .containsExactly(new DriverEvent.Malformed("wave-not-described", 10));
    }

    @Test
    void aScaleWithoutFiniteStepIsRoundedFinely() {
        // 0 to 100 mmHg over 3000 steps: a thirtieth of a millimetre each.
        SampleScale scale = Objects.requireNonNull(SampleScale.of(hex("00000000 00000064 0000 0bb8"), 0, 0));
        assertThat(scale.decimals()).isEqualTo(4);
        assertThat(scale.number(0)).isZero();
        assertThat(scale.number(1)).isEqualTo(333);
        assertThat(scale.number(3_000)).isEqualTo(1_000_000);
        assertThat(SampleScale.of(hex("00000000 00000064 0bb8 0000"), 0, 0)).isNull();
        assertThat(SampleScale.of(hex("007fffff 00000064 0000 0bb8"), 0, 0)).isNull();
    }

    @Test
    void listsOfAlarmsAreForwardedAsTheyChange() {
        byte[] low = alarm(0x4BB8, 62, 512, 0x0008);
        byte[] silencedHigh = alarm(0x4BB8, 62, 1024, 0x1000);
        String id = "low-19384-1.33792";
        assertThat(hear(NOW, result(ALERTS, 8_000, patientAlarms(low))))
                .containsExactly(new DriverEvent.DeviceAlert(id, 150_456, AlertPriority.MEDIUM, true, true));
        assertThat(hear(NOW, result(ALERTS, 8_000, patientAlarms(low)))).isEmpty();
        assertThat(hear(NOW, result(ALERTS, 8_000, patientAlarms(silencedHigh))))
                .containsExactly(new DriverEvent.DeviceAlert(id, 150_456, AlertPriority.HIGH, true, true));
        assertThat(hear(NOW, result(ALERTS, 8_000, technicalAlarms()))).isEmpty();
        assertThat(hear(NOW, result(ALERTS, 8_000, patientAlarms())))
                .containsExactly(new DriverEvent.DeviceAlert(id, 150_456, AlertPriority.HIGH, true, false));
    }

    @Test
    void technicalAlarmsOfDevicesMeanNoMetric() {
        // The last bit of an event says that its source is a device.
        assertThat(hear(NOW, result(ALERTS, 8_000, technicalAlarms(alarm(0x118D, 71, 4, 0), alarm(0x0100, 274, 2, 0)))))
                .containsExactly(
                        new DriverEvent.DeviceAlert("malfunction-4493-1.33792", 0, AlertPriority.HIGH, false, true),
                        new DriverEvent.DeviceAlert(
                                "leads-off-256-1.33792", 131_328, AlertPriority.MEDIUM, false, true));
    }

    @Test
    void anEntryOfNoTypeIsNoAlarmAndABrokenListChangesNothing() {
        assertThat(hear(NOW, result(ALERTS, 8_000, patientAlarms(alarm(0x4BB8, 62, 0, 0)))))
                .isEmpty();
        hear(NOW, result(ALERTS, 8_000, patientAlarms(alarm(0x4BB8, 62, 512, 0))));
        assertThat(hear(NOW, result(ALERTS, 8_000, object(0x0A01, attribute(0x0902, hex("0001 0000"))))))
                .containsExactly(new DriverEvent.Malformed("alarm-list", 4));
    }

    @Test
    void aResultThatContradictsItselfSaysNothing() {
        byte[] good = result(
                NUMERICS, 8_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY), numeric(2, 0x4BB8, 0, 0x0220, "00000061"));
        byte[] bad = good.clone();
        bad[bad.length - 11]++;
        assertThat(hear(NOW, bytes(bad, good)))
                .filteredOn(DriverEvent.Measured.class::isInstance)
                .hasSize(2);
    }

    @Test
    void asksForAnAssociationConfirmsTheMonitorAndPolls() {
        assertThat(tick(NOW)).containsExactly(HexFormat.of().formatHex(Requests.association()));
        assertThat(tick(NOW + 4_900)).isEmpty();
        assertThat(tick(NOW + 5_000)).hasSize(1);
        hear(NOW + 5_100, hex(ACCEPTED));
        assertThat(tick(NOW + 5_200)).isEmpty();
        List<DriverEvent> events = hear(NOW + 5_300, hex(ANNOUNCED));
        assertThat(events).contains(new DriverEvent.Identity("Philips M8000", "0009FB000001", ""));
        assertThat(sent(events)).containsExactly("e1000002000200140001" + "0001000e002100000000001dc2000d060000");
        assertThat(tick(NOW + 5_400))
                .containsExactly(
                        "e10000020001001c00050007001600210000000000000000" + "0c160008" + "0005000100210000",
                        EXTENDED_NUMERICS,
                        EXTENDED_NUMERICS
                                .replace("00010028000100", "00010028000200")
                                .replace("00010001000600", "00020001000900"),
                        EXTENDED_NUMERICS
                                .replace("00010028000100", "00010028000300")
                                .replace("000100010006000000010008", "000300010036080100010008"),
                        "e10000020001001c00040007001600210000000000000000" + "0c160008" + "000400010021080c");
        assertThat(tick(NOW + 8_400)).hasSize(1);
        assertThat(tick(NOW + 10_300)).containsExactly(HexFormat.of().formatHex(Requests.association()));
    }

    @Test
    void pollsOneByOneWhereTheMonitorDoesNotAnswerByItself() {
        hear(NOW, hex(ACCEPTED.replace("000cf00100088e000000", "000cf001000800000000")));
        hear(NOW, hex(ANNOUNCED));
        List<String> polls = tick(NOW + 100);
        assertThat(polls).hasSize(4).noneMatch(poll -> poll.contains("f13b"));
        assertThat(tick(NOW + 1_124)).hasSize(2);
    }

    @Test
    void aPollThatIsRefusedIsCountedAndReplaced() {
        hear(NOW, hex(ACCEPTED));
        hear(NOW, hex(ANNOUNCED));
        tick(NOW + 100);
        assertThat(hear(NOW + 200, hex("e1000002 0003 0006 0001 0009 0000")))
                .containsExactly(new DriverEvent.Malformed("poll-refused", 10));
        assertThat(tick(NOW + 1_200))
                .containsExactly("e10000020001001c00010007001600210000000000000000" + "0c160008" + "0001000100060000");
    }

    @Test
    void anAbortBeginsAnew() {
        hear(NOW, result(NUMERICS, 8_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY)));
        assertThat(tick(NOW + 100)).contains(EXTENDED_NUMERICS);
        hear(
                NOW + 200,
                hex("19 2e 11 01 03 c1 29 a0 80 80 01 01 02 51 01 00 00 00 00 61 80 30 80 02 01 01 a0 80 64 80"
                        + "80 01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"));
        assertThat(tick(NOW + 300)).containsExactly(HexFormat.of().formatHex(Requests.association()));
    }

    @Test
    void numericsThatStopAreAskedForAgain() {
        hear(NOW, result(NUMERICS, 8_000, numeric(1, 0x4182, 0, 0x0AA0, SIXTY)));
        tick(NOW + 100);
        for (long at = 1_000; at < 5_000; at += 1_000) {
            hear(NOW + at, result(ALERTS, 8_000 + 8 * at, patientAlarms()));
            tick(NOW + at);
        }
        hear(NOW + 5_000, result(ALERTS, 48_000, patientAlarms()));
        assertThat(tick(NOW + 5_100)).contains(EXTENDED_NUMERICS);
    }

    /** As it is in the worked frames of the guide's readers. */
    private static final String EXTENDED_NUMERICS =
            "e10000020001002800010007002200210000000000000000f13b001400010001000600000001" + "0008f13e000400493e00";

    /** An M8000's answer to an association request. */
    private static final String ACCEPTED =
            "0ece0508130100160102800014020002c1be3180a0808001010000a280a003000001a5803080"
                    + "0801008102510100003080800100810c2a8648ce14020100000002010000000061803080020101a0806180a180060c2a8648ce1402"
                    + "0100000003010000a203020100a305a103020100be80288002010281488000000040000000000000000080000080000000000000"
                    + "000001002c000100288000000000000fa0000003e4000003e4ffffffff600000000001000cf00100088e0000000000000000000000"
                    + "00000000000000000000000000";

    /** The same monitor's announcement of itself, shortened. */
    private static final String ANNOUNCED = "e1000002 0001 0040 0001 0001 003a 0021 0000 0000 001dc200 0d06 002c"
            + "0021 0000 0000 0002 0022 0984 0008 0006 0009fb000001 0928 0012 0008 5068696c69707300 0006 4d3830303000";

    private List<String> tick(long now) {
        List<DriverEvent> events = new ArrayList<>();
        session.ticked(now, events::add);
        return sent(events);
    }

    private static List<String> sent(List<DriverEvent> events) {
        return events.stream()
                .filter(DriverEvent.Transmit.class::isInstance)
                .map(event -> ((DriverEvent.Transmit) event).bytes())
                .map(bytes ->
                        HexFormat.of().formatHex(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.limit()))
                .toList();
    }
}

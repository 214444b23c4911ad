package io.wardkeep.driver.dri;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeDriTest extends DriverContract {

    private static final int HEART_RATE = 10;
    private static final int ECG_STATUS = 4;
    private static final int CUFF_LABEL = 80;
    private static final int CUFF_SYSTOLIC = 82;
    private static final int CO2_STATUS = 136;
    private static final int CO2_END_TIDAL = 142;
    private static final int AMBIENT = 148;
    private static final int SATURATION = 128;

    @Override
    protected Driver driver() {
        return new GeDri();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 12)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> DriFrames.changed(HEART_RATE, 60 + i);
                    case 1 -> DriFrames.waveform(8, 0, 0, 0x7E, 0x7D, 300, 400);
                    default -> DriFrames.waveform(1, 0, 0, 10, 20, 1_000, -200);
                })
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return Stream.of(
                        DriRequest.displayed(5, 0),
                        DriRequest.waveforms(1, 4, 8, 9, 13, 14, 23),
                        DriRequest.alarmStatus(),
                        DriRequest.alarmChanges())
                .anyMatch(ByteBuffer.wrap(sent)::equals);
    }

    @Test
    void theWorkedAnswerMeansWhatTheDocumentSays() {
        Map<Integer, String> expected = new TreeMap<>(Map.of(
                147_842, "72",
                151_578, "18",
                150_033, "121",
                150_034, "75",
                150_035, "92",
                149_522, "72",
                150_087, "8"));
        expected.putAll(Map.of(
                150_021, "118",
                150_022, "76",
                150_023, "90",
                149_546, "70",
                150_368, "36.8",
                150_388, "33.5",
                150_456, "98",
                149_530, "72",
                151_708, "38",
                151_716, "0"));
        expected.putAll(Map.of(
                151_594, "14",
                152_440, "16",
                152_196, "21",
                152_096, "1.8",
                152_180, "2",
                151_570, "14",
                151_817, "20",
                151_976, "5",
                152_424, "18",
                152_660, "480"));
        expected.putAll(Map.of(152_664, "470", 151_692, "45", 151_884, "6.6"));
        List<Observation> said = observations(hear(DriFrames.worked()));
        Map<Integer, String> values = new TreeMap<>();
        said.forEach(observation -> values.put(
                observation.code(),
                observation.validity().hasValue()
                        ? observation.value().toString()
                        : observation.validity().name()));
        assertThat(values).isEqualTo(expected);
        assertThat(said).allMatch(observation -> observation.deviceMillis() == 1_710_513_015_000L);
    }

    @Test
    void theWorkedRequestIsMadeAsTheDocumentPrintsIt() {
        assertThat(hex(DriRequest.displayed(10, 0x0E)))
                .isEqualTo("7e310000000000000000000000000000000000000000ff"
                        + "000000000000000000000000000000000000010a000e0000000000497e");
        assertThat(hex(DriRequest.waveforms(1)))
                .startsWith("7e48")
                .endsWith("487e")
                .hasSize(2 * 75);
    }

    @Test
    void askedForEverythingAtTheStartAndAgainWhenItStaysAway() {
        DriverSession session = new GeDri().open();
        List<DriverEvent> events = new ArrayList<>();
        session.ticked(1_000, events::add);
        assertThat(events).hasSize(4).allMatch(DriverEvent.Transmit.class::isInstance);
        events.clear();
        session.received(ByteBuffer.wrap(DriFrames.worked()), 5_000, events::add);
        session.received(ByteBuffer.wrap(DriFrames.waveform(8, 0, 0, 1, 2)), 19_000, events::add);
        events.clear();
        session.ticked(19_900, events::add);
        assertThat(events).containsExactly(new DriverEvent.Transmit(DriRequest.alarmStatus()));
        events.clear();
        session.ticked(20_000, events::add);
        assertThat(events)
                .containsExactly(
                        new DriverEvent.Transmit(DriRequest.displayed(5, 0)),
                        new DriverEvent.Transmit(DriRequest.alarmChanges()));
        events.clear();
        session.ticked(24_000, events::add);
        assertThat(events).hasSize(1);
    }

    @Test
    void everyCodeForNoValueIsNoValue() {
        for (int code = -32_768; code <= -32_000; code++) {
            assertThat(validity(150_456, DriFrames.changed(SATURATION, code))).isEqualTo(Validity.INVALID);
        }
        assertThat(validity(150_456, DriFrames.changed(SATURATION, 0))).isEqualTo(Validity.INVALID);
        assertThat(validity(150_456, DriFrames.changed(SATURATION, 10_100))).isEqualTo(Validity.IMPLAUSIBLE);
    }

    @Test
    void aHeartRateOfZeroIsAValueOnlyInAsystole() {
        assertThat(validity(147_842, DriFrames.changed(HEART_RATE, 0))).isEqualTo(Validity.INVALID);
        ByteBuffer record = DriFrames.workedRecord();
        record.putShort(40 + ECG_STATUS, (short) (0x0B | 1 << 2)).putShort(40 + HEART_RATE, (short) 0);
        List<DriverEvent> events = hear(DriFrames.framed(record), DriFrames.worked());
        assertThat(value(147_842, events)).isEqualTo("0");
        assertThat(events)
                .containsSubsequence(
                        new DriverEvent.DeviceAlert("ecg-asystole", 147_842, AlertPriority.HIGH, true, true),
                        new DriverEvent.DeviceAlert("ecg-asystole", 147_842, AlertPriority.HIGH, true, false));
    }

    @Test
    void aRateThatDoesNotComeFromTheEcgIsNotItsRate() {
        ByteBuffer record = DriFrames.workedRecord();
        record.putShort(40 + ECG_STATUS, (short) (0x03 | 6 << 3)).putShort(40 + HEART_RATE, (short) 99);
        assertThat(value(147_842, hear(DriFrames.framed(record)))).isEqualTo("72");
    }

    @Test
    void noiseMakesTheHeartRateQuestionableAndALooseLeadIsSaid() {
        List<DriverEvent> events = hear(DriFrames.changed(ECG_STATUS, 0x0B | 1 << 7 | 1 << 12));
        assertThat(events)
                .contains(
                        new DriverEvent.Technical(TechnicalCondition.SIGNAL_POOR, true),
                        new DriverEvent.Technical(TechnicalCondition.SENSOR_OFF, true));
        assertThat(validity(147_842, DriFrames.changed(ECG_STATUS, 0x0B | 1 << 7)))
                .isEqualTo(Validity.QUESTIONABLE);
    }

    @Test
    void aModuleThatIsPulledOrPausedLeavesNoValueBehind() {
        for (int status : new int[] {0, 1, 2}) {
            List<Observation> said = observations(
                    hear(DriFrames.worked(), DriFrames.changed(122, status), DriFrames.changed(122, status)));
            assertThat(said.stream().filter(observation -> observation.code() == 150_456))
                    .extracting(Observation::validity)
                    .containsExactly(Validity.VALID, Validity.INVALID);
        }
    }

    @Test
    void aCuffPressureIsSaidOnceForEachMeasurement() {
        List<Observation> said = observations(hear(
                        DriFrames.worked(),
                        DriFrames.worked(),
                        DriFrames.changed(CUFF_LABEL, 1 << 5),
                        DriFrames.changed(CUFF_LABEL, 1 << 5),
                        DriFrames.worked(),
                        DriFrames.changed(CUFF_LABEL, 1 << 8),
                        DriFrames.changed(CUFF_SYSTOLIC, 12_300)))
                .stream()
                .filter(observation -> observation.code() == 150_021)
                .toList();
        assertThat(said)
                .extracting(Observation::validity)
                .containsExactly(Validity.VALID, Validity.ONGOING, Validity.VALID, Validity.VALID);
        assertThat(said.getLast().value()).hasToString("123");
    }

    @Test
    void aCuffPressureThatWasThereBeforeUsIsQuestionable() {
        assertThat(validity(150_021, DriFrames.changed(CUFF_LABEL, 1 << 8))).isEqualTo(Validity.QUESTIONABLE);
    }

    @Test
    void anInflationThatGivesNothingDoesNotMakeTheOldPressureNew() {
        List<Observation> said = of(
                150_021,
                hear(
                        DriFrames.worked(),
                        DriFrames.changed(CUFF_LABEL, 1 << 8),
                        DriFrames.changed(CUFF_LABEL, 1 << 5 | 1 << 8),
                        DriFrames.changed(CUFF_LABEL, 1 << 8),
                        DriFrames.changed(CUFF_LABEL, 1 << 8),
                        DriFrames.worked()));
        assertThat(said)
                .extracting(Observation::validity)
                .containsExactly(Validity.VALID, Validity.ONGOING, Validity.QUESTIONABLE, Validity.VALID);
    }

    @Test
    void aCuffPressureThatGrewOldWhileNothingWasHeardIsQuestionable() {
        ByteBuffer missed = DriFrames.workedRecord();
        missed.putShort(40 + CUFF_LABEL, (short) (1 << 8)).putShort(40 + CUFF_SYSTOLIC, (short) 9_900);
        assertThat(of(150_021, hear(DriFrames.worked(), DriFrames.framed(missed))))
                .extracting(Observation::validity)
                .containsExactly(Validity.VALID, Validity.QUESTIONABLE);
    }

    @Test
    void aCardiacOutputIsOfUnknownAgeUntilWeSeeItChange() {
        for (int[] place : new int[][] {{210, 150_276, 5_000}, {216, 150_052, 1_200}}) {
            ByteBuffer first = DriFrames.workedRecord();
            first.putInt(40 + 204, 3).putShort(40 + place[0], (short) place[2]);
            byte[] before = DriFrames.framed(first);
            first.putShort(40 + place[0], (short) (place[2] + 200));
            assertThat(of(place[1], hear(before, before, DriFrames.framed(first))))
                    .extracting(Observation::validity)
                    .containsExactly(Validity.QUESTIONABLE, Validity.VALID);
            first.putShort(40 + place[0], (short) -32_767);
            assertThat(of(place[1], hear(DriFrames.framed(first), before)))
                    .extracting(Observation::validity)
                    .containsExactly(Validity.INVALID, Validity.VALID);
        }
    }

    @Test
    void aCardiacOutputOfZeroIsNone() {
        ByteBuffer record = DriFrames.workedRecord();
        record.putInt(40 + 204, 3).putShort(40 + 210, (short) 0);
        assertThat(validity(150_276, DriFrames.framed(record))).isEqualTo(Validity.INVALID);
    }

    @Test
    void aLineThatIsOutHasNoPressure() {
        for (int[] codes : new int[][] {
            {1, 150_033, 150_034, 150_035}, {8, 150_037, 150_038, 150_039}, {3, 150_045, 150_046, 150_047}
        }) {
            List<DriverEvent> flat = hear(DriFrames.framed(pressures(codes[0], 0, 0, 0)));
            List<DriverEvent> flatMean = hear(DriFrames.framed(pressures(codes[0], -32_767, -32_767, 0)));
            for (int i = 1; i < codes.length; i++) {
                assertThat(last(codes[i], flat).validity()).isEqualTo(Validity.INVALID);
                assertThat(last(codes[i], flatMean).validity()).isEqualTo(Validity.INVALID);
            }
        }
        assertThat(validity(150_034, DriFrames.framed(pressures(1, 2_000, 0, 900))))
                .as("no artery has a diastole of nothing")
                .isEqualTo(Validity.INVALID);
        assertThat(value(150_046, hear(DriFrames.framed(pressures(3, 2_000, 0, 900)))))
                .isEqualTo("0");
        assertThat(value(150_087, hear(DriFrames.framed(pressures(2, -32_767, -32_767, 0)))))
                .isEqualTo("0");
    }

    @Test
    void anApnoeaByImpedanceNeedsNoCarbonDioxideModule() {
        for (int status : new int[] {1 << 7, 1 << 7 | 1, 1 << 7 | 3}) {
            assertThat(hear(DriFrames.changed(CO2_STATUS, status), DriFrames.worked()))
                    .containsSubsequence(
                            new DriverEvent.DeviceAlert("impedance-apnoea", 151_578, AlertPriority.HIGH, true, true),
                            new DriverEvent.DeviceAlert("impedance-apnoea", 151_578, AlertPriority.HIGH, true, false));
        }
    }

    @Test
    void noBreathIsCountedThroughALooseLead() {
        ByteBuffer record = DriFrames.workedRecord();
        record.putShort(40 + 18, (short) 0);
        assertThat(value(151_578, hear(DriFrames.framed(record)))).isEqualTo("0");
        record.putShort(40 + ECG_STATUS, (short) (0x0B | 1 << 12));
        assertThat(validity(151_578, DriFrames.framed(record))).isEqualTo(Validity.INVALID);
    }

    @Test
    void whatACarbonDioxideModuleSaysWhileItIsZeroedIsNoBreath() {
        for (int flag : new int[] {1 << 3, 1 << 4}) {
            byte[] zeroing = DriFrames.changed(CO2_STATUS, 3 | flag);
            assertThat(validity(151_594, zeroing)).isEqualTo(Validity.INVALID);
            List<Waveform> waves = waves(hear(
                    zeroing, DriFrames.waveform(9, 0, 0, 500), DriFrames.worked(), DriFrames.waveform(9, 0, 0, 500)));
            assertThat(waves).extracting(Waveform::validity).containsExactly(Validity.INVALID, Validity.VALID);
            assertThat(waves.getFirst().sample(0)).isEqualTo(Waveform.MISSING);
        }
    }

    @Test
    void theCurveOfATransducerThatIsZeroedIsNoPressure() {
        List<Waveform> waves = waves(hear(
                DriFrames.changed(20, 3 | 1 << 2),
                DriFrames.waveform(4, 0, 1, 3),
                DriFrames.waveform(5, 0, 2, 800),
                DriFrames.worked(),
                DriFrames.waveform(4, 0, 1, 12_000)));
        assertThat(waves)
                .extracting(Waveform::validity)
                .containsExactly(Validity.INVALID, Validity.VALID, Validity.VALID);
        assertThat(waves.getFirst().sample(0)).isEqualTo(Waveform.MISSING);
    }

    @Test
    void carbonDioxideBecomesAPressureByTheAmbientOne() {
        ByteBuffer record = DriFrames.workedRecord();
        record.putShort(40 + CO2_END_TIDAL, (short) 498).putShort(40 + AMBIENT, (short) 7_583);
        assertThat(value(151_708, hear(DriFrames.framed(record)))).isEqualTo("37.76334");
        assertThat(validity(151_708, DriFrames.changed(AMBIENT, -32_767))).isEqualTo(Validity.INVALID);
        assertThat(validity(151_708, DriFrames.changed(CO2_STATUS, 3 | 1 << 4))).isEqualTo(Validity.INVALID);
    }

    @Test
    void waveformsHaveTheirLeadTheirRateAndTheirUnit() {
        List<Waveform> waves = waves(hear(
                DriFrames.waveform(1, 0, 0, 5),
                DriFrames.worked(),
                DriFrames.waveform(1, 0, 0, 1_000, -32_767),
                DriFrames.waveform(2, 1 << 3, 0, 7),
                DriFrames.waveform(4, 0, 1, 12_050),
                DriFrames.waveform(9, 0, 0, 500),
                DriFrames.waveform(4, 0, 16, 1),
                DriFrames.waveform(15, 0, 0, 1)));
        assertThat(waves).extracting(Waveform::code).containsExactly(131_328, 131_329, 131_330, 150_032, 151_700);
        Waveform first = waves.get(1);
        assertThat(first.sample(0)).isEqualTo(1_000);
        assertThat(first.sample(1)).isEqualTo(Waveform.MISSING);
        assertThat(first.scale()).isEqualTo(3);
        assertThat(first.periodNanos()).isEqualTo(3_333_333);
        assertThat(waves.get(2).validity()).isEqualTo(Validity.SENSOR_OFF);
        assertThat(waves.get(2).sample(0)).isEqualTo(Waveform.MISSING);
        assertThat(waves.get(4).sample(0)).isEqualTo(3_800_000);
    }

    @Test
    void aGapInAWaveformIsCounted() {
        DriverEvent gap = new DriverEvent.Malformed("wave-gap", 0);
        assertThat(hear(DriFrames.waveform(8, 1, 0, 1))).doesNotContain(gap);
        assertThat(hear(DriFrames.waveform(8, 0, 0, 1), DriFrames.waveform(8, 1, 0, 1)))
                .contains(gap);
    }

    @Test
    void textsOnTheScreenAreAlarmsByTheirColour() {
        List<DriverEvent> events = hear(
                DriFrames.alarms("Asystole", 3, "SpO2 niedrig", 2),
                DriFrames.alarms("SpO2 niedrig", 3),
                DriFrames.alarms());
        assertThat(events.stream().filter(DriverEvent.DeviceAlert.class::isInstance))
                .containsExactly(
                        new DriverEvent.DeviceAlert("Asystole", 0, AlertPriority.HIGH, true, true),
                        new DriverEvent.DeviceAlert("SpO2 niedrig", 0, AlertPriority.MEDIUM, true, true),
                        new DriverEvent.DeviceAlert("Asystole", 0, AlertPriority.HIGH, true, false),
                        new DriverEvent.DeviceAlert("SpO2 niedrig", 0, AlertPriority.HIGH, true, true),
                        new DriverEvent.DeviceAlert("SpO2 niedrig", 0, AlertPriority.HIGH, true, false));
    }

    @Test
    void noFlippedBitBecomesAValue() {
        byte[] good = DriFrames.worked();
        for (int bit = 8; bit < (good.length - 1) * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(observations(hear(bad))).isEmpty();
        }
    }

    @Test
    void recordsThatPromiseMoreThanTheyHaveAreCounted() {
        ByteBuffer wave = DriFrames.record(1, 20, 8);
        wave.putShort(40, (short) 2_000);
        ByteBuffer short278 = DriFrames.record(0, 100, 1);
        ByteBuffer outside = DriFrames.record(0, 300, 1);
        outside.putShort(16, (short) -30);
        for (ByteBuffer record : List.of(wave, short278, outside)) {
            assertThat(hear(DriFrames.framed(record))).contains(new DriverEvent.Malformed("sub-record", 0));
        }
    }

    private static String hex(ByteBuffer bytes) {
        byte[] sent = new byte[bytes.remaining()];
        bytes.duplicate().get(sent);
        return HexFormat.of().formatHex(sent);
    }

    /** The worked record with these in P1: a label, systolic, diastolic and mean. */
    private static ByteBuffer pressures(int label, int systolic, int diastolic, int mean) {
        ByteBuffer record = DriFrames.workedRecord();
        record.putInt(40 + 20, 3).putShort(40 + 24, (short) label);
        // The worked record's CVP would be the first of its label.
        record.putInt(40 + 34, 0);
        return record.putShort(40 + 26, (short) systolic)
                .putShort(40 + 28, (short) diastolic)
                .putShort(40 + 30, (short) mean);
    }

    private static List<Observation> of(int code, List<DriverEvent> events) {
        return observations(events).stream()
                .filter(observation -> observation.code() == code)
                .toList();
    }

    private static Validity validity(int code, byte[] frame) {
        return Objects.requireNonNull(last(code, hear(frame))).validity();
    }

    private static String value(int code, List<DriverEvent> events) {
        return observations(events).stream()
                .filter(observation -> observation.code() == code)
                .findFirst()
                .orElseThrow()
                .value()
                .toString();
    }

    private static Observation last(int code, List<DriverEvent> events) {
        return observations(events).stream()
                .filter(observation -> observation.code() == code)
                .toList()
                .getLast();
    }

    private static List<DriverEvent> hear(byte[]... frames) {
        DriverSession session = new GeDri().open();
        List<DriverEvent> events = new ArrayList<>();
        for (byte[] frame : frames) {
            session.received(ByteBuffer.wrap(frame), 1_000_000, events::add);
        }
        return events;
    }

    private static List<Observation> observations(List<DriverEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof DriverEvent.Measured(Observation observation)
                        ? Stream.of(observation)
                        : Stream.empty())
                .toList();
    }

    private static List<Waveform> waves(List<DriverEvent> events) {
        return events.stream()
                .flatMap(event ->
                        event instanceof DriverEvent.Measured(Waveform wave) ? Stream.of(wave) : Stream.empty())
                .toList();
    }
}

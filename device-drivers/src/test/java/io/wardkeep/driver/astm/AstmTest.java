package io.wardkeep.driver.astm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AstmTest extends DriverContract {

    private static final long NOW = 1_800_000_000_000L;
    private static final String HEADER = "H|\\^&|||Gas Analyser|||||||P|LIS2-A2|20261120120500";

    private final DriverSession session = new Astm().open();

    @Override
    protected Driver driver() {
        return new Astm();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9).mapToObj(AstmTest::transfer).toList();
    }

    /** A transfer of two frames: what comes before a result, and the result. */
    private static byte[] transfer(int number) {
        return ("\005" + frame(1, HEADER + "\rP|1\rO|1|S" + number + "||^^^BG", false)
                        + frame(2, result("^^^K^6298-4", "4." + number, "mmol/L", "F"), true) + "\004")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String result(String test, String value, String unit, String status) {
        return "R|1|" + test + "|" + value + "|" + unit + "||N||" + status + "||||20261120120000";
    }

    private static String frame(int number, String text, boolean last) {
        String summed = number + text + "\r" + (last ? '\003' : '\027');
        int sum = summed.chars().sum();
        return "\002" + summed + String.format(Locale.ROOT, "%02X\r\n", sum & 0xFF);
    }

    @Override
    protected List<Path> recordings() {
        return AstmRecordingsTest.ALL;
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return sent.length == 1 && (sent[0] == 0x06 || sent[0] == 0x15);
    }

    private List<DriverEvent> hear(String text) {
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), NOW, events::add);
        return events;
    }

    private List<DriverEvent> hearResult(String test, String value, String unit, String status) {
        return hear("\005" + frame(1, HEADER + "\rP|1\rO|1|S1\r" + result(test, value, unit, status), true) + "\004");
    }

    private static Observation only(List<DriverEvent> events) {
        List<Observation> observations = events.stream()
                .filter(DriverEvent.Measured.class::isInstance)
                .map(event -> (Observation) ((DriverEvent.Measured) event).reading())
                .toList();
        assertThat(observations).hasSize(1);
        return observations.getFirst();
    }

    private static List<Byte> answers(List<DriverEvent> events) {
        List<Byte> answers = new ArrayList<>();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
                answers.add(bytes.get(0));
            } else if (event instanceof DriverEvent.Acknowledge acknowledge) {
                answers.add(acknowledge.bytes().get(0));
            }
        }
        return answers;
    }

    @Test
    void aFrameIsAnsweredAfterItsResultAndTogetherWithIt() {
        assertThat(answers(hear("\005"))).containsExactly((byte) 0x06);
        List<DriverEvent> events = hear(frame(1, HEADER + "\r" + result("^^^Na^2951-2", "140", "mEq/L", "F"), true));
        assertThat(events.getLast()).isInstanceOf(DriverEvent.Acknowledge.class);
        assertThat(only(events).code()).isEqualTo(160_012);
        assertThat(only(events).value().toString()).isEqualTo("140");
    }

    @Test
    void aFrameThatComesAgainIsUnderstoodAgainUnderTheSameMark() {
        String first = frame(1, HEADER + "\rP|1\rO|1|S1", false);
        String second = frame(2, result("^^^K^6298-4", "4.1", "mmol/L", "F"), true);
        hear("\005" + first);
        List<DriverEvent> once = hear(second);
        List<DriverEvent> again = hear(second);
        assertThat(again).isEqualTo(once);
        OptionalLong mark = ((DriverEvent.Acknowledge) once.getLast()).message();
        assertThat(mark).isPresent();
        // The whole message anew, with another time of sending, is the same result.
        hear("\004\005" + frame(1, HEADER.replace("120500", "120900") + "\rP|1\rO|1|S1", false));
        assertThat(((DriverEvent.Acknowledge) hear(second).getLast()).message()).isEqualTo(mark);
        hear("\004\005" + frame(1, HEADER + "\rP|1\rO|1|S2", false));
        assertThat(((DriverEvent.Acknowledge) hear(second).getLast()).message()).isNotEqualTo(mark);
    }

    @Test
    void aRecordMayGoOnInTheNextFrameWhichMayComeTwice() {
        hear("\005" + frame(1, HEADER, false));
        String record = result("^^^pCO2^2019-8", "41.5", "mmHg", "F");
        String head = "2" + record.substring(0, 10) + "\027";
        hear("\002" + head + String.format(Locale.ROOT, "%02X", head.chars().sum() & 0xFF));
        String tail = frame(3, record.substring(10), true);
        assertThat(only(hear(tail)).value().toString()).isEqualTo("41.5");
        assertThat(only(hear(tail)).value().toString()).isEqualTo("41.5");
    }

    @Test
    void aBadSumIsRefusedAndSaidAgain() {
        String good = frame(1, HEADER + "\r" + result("^^^K^6298-4", "4.1", "mmol/L", "F"), true);
        hear("\005");
        List<DriverEvent> events = hear(good.replace("4.1", "4.2"));
        assertThat(events).hasAtLeastOneElementOfType(DriverEvent.Malformed.class);
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        assertThat(answers(events)).containsExactly((byte) 0x15);
        assertThat(only(hear(good)).value().toString()).isEqualTo("4.1");
    }

    @Test
    void aFrameOutOfTurnIsRefused() {
        hear("\005" + frame(1, HEADER, false));
        List<DriverEvent> events = hear(frame(3, result("^^^K^6298-4", "4.1", "mmol/L", "F"), true));
        assertThat(answers(events)).containsExactly((byte) 0x15);
        assertThat(events).hasSize(2).hasAtLeastOneElementOfType(DriverEvent.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "^^^Glu^15074-8, 5.8, mmol/L, 160020",
        "^^^K^6298-4, 4.1, mmol/L, 160016",
        "^^^Cl^2069-3, 101, mmol/L, 160104",
        "^^^iCa^1994-3, 1.21, mmol/L, 160024",
        "^^^pH^2744-1, 7.38, '', 159748",
        "^^^pCO2^2019-8, 41, mm[Hg], 159752",
        "^^^pO2^2703-7, 92, mmHg, 159756"
    })
    void aCodeAndAUnitAreAMetric(String test, String value, String unit, int code) {
        Observation observation = only(hearResult(test, value, unit, "F"));
        assertThat(observation.code()).isEqualTo(code);
        assertThat(observation.value().toString()).isEqualTo(value);
        assertThat(observation.validity()).isEqualTo(Validity.VALID);
        assertThat(observation.measuredMillis()).isEqualTo(NOW - 300_000);
    }

    @ParameterizedTest
    @CsvSource({
        "^^^HbA1c, 5.9, %, HbA1c",
        "^^^Glu, 104, mg/dL, Glu",
        "^^^Glu^15074-8, 104, mg/dL, Glu 15074-8 in mg/dL",
        "^^^pCO2^2019-8, 5.3, kPa, pCO2 2019-8 in kPa"
    })
    void whatIsNotAMetricIsNamedAndLeftOut(String test, String value, String unit, String name) {
        assertThat(hearResult(test, value, unit, "F"))
                .contains(new DriverEvent.LeftOut(name))
                .noneMatch(DriverEvent.Measured.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "4.1, F, VALID",
        "4.1, C, VALID",
        "4.1, P, QUESTIONABLE",
        "4.1, W, QUESTIONABLE",
        "4.1, X, INVALID",
        "-----, F, INVALID",
        "'', F, INVALID",
        "<1.0, F, INVALID",
        "4.1.2, F, INVALID",
        "99, F, IMPLAUSIBLE"
    })
    void statusAndTextDecideWhetherThereIsAValue(String value, String status, Validity expected) {
        assertThat(only(hearResult("^^^K^6298-4", value, "mmol/L", status)).validity())
                .isEqualTo(expected);
    }

    /** Header and result; how long before now the result was measured, or nothing where it is given as now. */
    @ParameterizedTest
    @CsvSource({
        "20261120120500, 20261120120000, VALID, 300",
        "202611201205, 202611201200, VALID, 300",
        "202611201205+0100, 202611201200+0100, VALID, 300",
        "202611201205, 20261120120530, VALID, 0",
        "20261120120500, '', VALID, 0",
        "'', '', VALID, 0",
        "20261120120500, 20261118120500, QUESTIONABLE, 172800",
        "20261120120500, 20251118120500, QUESTIONABLE, 0",
        "20261120120500, 20261121120500, QUESTIONABLE, 0",
        "20261120120500, 20261320120500, QUESTIONABLE, 0",
        "20261120120500, yesterday, QUESTIONABLE, 0",
        "'', 20261120120000, QUESTIONABLE, 0"
    })
    void aResultWhoseTimeIsOldOrCannotBePlacedIsDoubted(String sent, String measured, Validity validity, long age) {
        String record = result("^^^K^6298-4", "4.1", "mmol/L", "F").replace("20261120120000", measured);
        Observation observation = only(hear(
                "\005" + frame(1, HEADER.replace("20261120120500", sent) + "\rP|1\rO|1|S1\r" + record, true) + "\004"));
        assertThat(observation.validity()).isEqualTo(validity);
        assertThat(observation.measuredMillis()).isEqualTo(NOW - age * 1_000);
    }

    @Test
    void qualityControlIsNoPatient() {
        for (String header : List.of(HEADER.replace("|P|", "|Q|"), HEADER)) {
            String order = header.equals(HEADER) ? "O|1|S1||^^^BG|||||||Q" : "O|1|S1||^^^BG|||||||N";
            assertThat(hear("\005" + frame(1, header + "\rP|1\r" + order, false)
                            + frame(2, result("^^^K^6298-4", "4.1", "mmol/L", "F"), true)))
                    .contains(new DriverEvent.LeftOut("quality control"))
                    .noneMatch(DriverEvent.Measured.class::isInstance);
        }
    }

    @Test
    void otherDelimitersAreTakenFromTheHeader() {
        assertThat(only(hear("\005"
                                + frame(
                                        1,
                                        "H|@^\\|||Other|||||||P||20261120120500\r"
                                                + result("^^^K^6298-4", "4.1", "mmol/L", "F"),
                                        true)))
                        .code())
                .isEqualTo(160_016);
    }

    @Test
    void theWorkedFrameIsTaken() {
        assertThat(hear("\0025L|1|N\r\00308\r\n"))
                .containsExactly(new DriverEvent.Acknowledge(
                        ByteBuffer.wrap(new byte[] {0x06}), ByteBuffer.wrap(new byte[] {0x15}), OptionalLong.empty()));
    }
}

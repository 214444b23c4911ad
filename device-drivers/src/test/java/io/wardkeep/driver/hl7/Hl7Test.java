package io.wardkeep.driver.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hl7Test extends DriverContract {

    private static final long NOW = 1_800_000_000_000L;
    private static final Path SHARED = Path.of("../../shared");

    private static final String HEADER =
            "MSH|^~\\&|GW^0011223344556677^EUI-64|ACME|||20240315143015+0000||ORU^R01^ORU_R01|MSG%05d|P|2.6|||NE|AL||UNICODE UTF-8|||PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r";
    private static final String PATIENT = "PID|||PAT001^^^HOSP^MR||TEST^PATIENT^^^^^L\rPV1||I|ICU^^BED7\r";
    private static final String ORDER =
            "OBR|1|1^GW|1^GW|182777000^monitoring of patient^SCT|||20240315143015+0000\rOBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X\r";

    @Override
    protected Driver driver() {
        return new Hl7();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> framed(HEADER.formatted(i) + PATIENT + ORDER + saturation(90 + i, "R", "")))
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return sent.length == 0
                || new String(sent, StandardCharsets.UTF_8)
                        .matches(
                                "(?s)(\u000bMSH\\|\\^~\\\\&\\|[^\r]*\\|ACK[^\r]*\rMSA\\|[AC][AER]\\|[^\r]*\r(ERR\\|[^\r]*\r)?\u001c\r)+");
    }

    @Test
    void aValueIsSaidOfItsDeviceAndAcknowledgedAsTheSheetHasIt() {
        List<DriverEvent> events = hear(HEADER.formatted(1) + PATIENT + ORDER + saturation(98, "R", ""));
        assertThat(events).hasSize(3);
        assertThat(EventText.of(events.get(0))).isEqualTo("relayed from 'ICU^^BED7' equipment '0011223344556677'");
        assertThat(EventText.of(events.get(1)))
                .isEqualTo("value 150456 98 unit 262688 VALID at " + NOW + " device 1710513015000");
        DriverEvent.Acknowledge answer = (DriverEvent.Acknowledge) events.get(2);
        assertThat(text(answer.bytes()))
                .isEqualTo(
                        "\u000bMSH|^~\\&|||GW^0011223344556677^EUI-64|ACME|20270115080000+0000||ACK^R01^ACK|MSG00001|P|2.6\rMSA|AA|MSG00001\r\u001c\r");
        assertThat(text(answer.refusal())).contains("MSA|AE|MSG00001\rERR|||207^");
        assertThat(text(((DriverEvent.Relayed) events.get(0)).stranger())).contains("MSA|AR|MSG00001\rERR|||204^");
    }

    @ParameterizedTest
    @CsvSource({
        "R, '', VALID",
        "F, VAL, VALID",
        "R, H~ALACT, VALID",
        "R, QUES, QUESTIONABLE",
        "R, EARLY, QUESTIONABLE",
        "R, INV, INVALID",
        "R, NAV, INVALID",
        "R, OFF, INVALID",
        "R, CAL, INVALID",
        "R, TEST, INVALID",
        "R, DEMO, INVALID",
        "R, >, INVALID",
        "R, BUSY, ONGOING",
        "X, '', INVALID",
        "X, BUSY, ONGOING",
        "N, '', INVALID",
    })
    void whatTheFlagsSayIsObeyed(String status, String flags, Validity validity) {
        assertThat(value(saturation(98, status, flags)).validity()).isEqualTo(validity);
    }

    @Test
    void aWithdrawnResultIsNoValue() {
        assertThat(leftOut(saturation(98, "D", ""))).isEqualTo("withdrawn MDC_PULS_OXIM_SAT_O2");
        assertThat(leftOut(saturation(98, "W", ""))).isEqualTo("withdrawn MDC_PULS_OXIM_SAT_O2");
    }

    @Test
    void anEmptyValueIsNoZero() {
        assertThat(value("OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.22.1.2||262688^MDC_DIM_PERCENT^MDC|||||R\r")
                        .validity())
                .isEqualTo(Validity.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "147842^MDC_ECG_HEART_RATE^MDC, 264864^MDC_DIM_BEAT_PER_MIN^MDC",
        "147842^MDC_ECG_HEART_RATE^MDC, {beat}/min^{beat}/min^UCUM",
        "147842^MDC_ECG_HEART_RATE^MDC, /min^/min^UCUM",
        "147842^MDC_ECG_HEART_RATE^MDC, 264864^MDC_DIM_BEAT_PER_MIN^MDC^{beat}/min^{beat}/min^UCUM",
        "147842^MDC_ECG_HEART_RATE^MDC, bpm^bpm^L^{beat}/min^{beat}/min^UCUM",
        "147842^^MDC, 264864^^MDC",
        "0^MDC_ECG_HEART_RATE^MDC, 264864^MDC_DIM_BEAT_PER_MIN^MDC",
        "0^MDC_ECG_CARD_BEAT_RATE^MDC, 264864^MDC_DIM_BEAT_PER_MIN^MDC",
    })
    void namesAndUnitsInTheirManyForms(String name, String unit) {
        Observation observation = value("OBX|2|NM|" + name + "|1.5.1.1|72|" + unit + "|||||R\r");
        assertThat(observation.code()).isEqualTo(147_842);
        assertThat(observation.value().toString()).isEqualTo("72");
    }

    @ParameterizedTest
    @CsvSource({
        "38.2, 268192^MDC_DIM_DEGC^MDC, ''",
        "100.8, 266560^MDC_DIM_FAHR^MDC, MDC_DIM_FAHR",
        "38.2, '', no unit",
        "38.2, 268192^MDC_DIM_FAHR^MDC, MDC_DIM_FAHR",
        "38;2, 268192^MDC_DIM_DEGC^MDC, number",
        "1e2, 268192^MDC_DIM_DEGC^MDC, number",
        "--, 268192^MDC_DIM_DEGC^MDC, number",
    })
    void anotherUnitOrNoNumberIsRefused(String value, String unit, String reason) {
        String row = "OBX|2|NM|150364^MDC_TEMP_BODY^MDC|1.5.1.1|" + value + "|" + unit + "|||||R\r";
        if (reason.isEmpty()) {
            assertThat(value(row).value().toString()).isEqualTo(value);
        } else if (reason.equals("number")) {
            assertThat(malformed(row)).isEqualTo(reason);
        } else {
            assertThat(leftOut(row)).isEqualTo("MDC_TEMP_BODY in " + reason);
        }
    }

    @Test
    void aReferenceIdThatIsNotKnownIsNotReplacedByItsNumber() {
        List<DriverEvent> events = hear(HEADER.formatted(1)
                + PATIENT
                + ORDER
                + "OBX|2|NM|150456^MDC_VENDOR_THING^MDC|1.22.1.2|98|262688^MDC_DIM_PERCENT^MDC|||||R\r");
        assertThat(events).contains(new DriverEvent.LeftOut("MDC_VENDOR_THING"));
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        assertThat(text(((DriverEvent.Acknowledge) events.getLast()).bytes())).contains("MSA|AR|MSG00001\rERR|||103^");
    }

    @Test
    void whatIsAcknowledgedAndNotTakenIsNamed() {
        List<DriverEvent> events = hear(HEADER.formatted(1)
                + PATIENT
                + ORDER
                + saturation(98, "R", "")
                + "OBX|3|NM|0^MDC_NEW_THING^MDC|1.22.1.3|7|262656^MDC_DIM_DIMLESS^MDC|||||R\r"
                + "OBX|4|ST|184352^MDC_VENT_MODE^MDC|1.22.1.4|CPAP||||||R\r");
        assertThat(events)
                .filteredOn(DriverEvent.LeftOut.class::isInstance)
                .containsExactly(new DriverEvent.LeftOut("MDC_NEW_THING"), new DriverEvent.LeftOut("MDC_VENT_MODE"));
        assertThat(text(((DriverEvent.Acknowledge) events.getLast()).bytes())).contains("MSA|AA|");
    }

    @Test
    void anExactStructuredNumberIsANumberAndABoundIsNone() {
        String row = "OBX|2|SN|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.22.1.2|%s|262688^MDC_DIM_PERCENT^MDC|||||R\r";
        assertThat(value(row.formatted("=^97")).value().toString()).isEqualTo("97");
        assertThat(malformed(row.formatted(">^97"))).isEqualTo("number");
        assertThat(malformed(row.formatted("^97^-^99"))).isEqualTo("number");
    }

    @Test
    void anEpisodicValueIsAsOldAsItsDeviceSays() {
        Observation pressure = value(
                "OBX|2|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.3.1.1|118|266016^MDC_DIM_MMHG^MDC|||||R|||20240315141015+0000\r");
        assertThat(pressure.measuredMillis()).isEqualTo(NOW - 20 * 60_000);
        assertThat(pressure.deviceMillis()).isEqualTo(1_710_511_815_000L);
        assertThat(value(
                                "OBX|2|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.3.1.1|118|266016^MDC_DIM_MMHG^MDC|||||R|||20240313141015+0000\r")
                        .validity())
                .isEqualTo(Validity.QUESTIONABLE);
    }

    @Test
    void severalDevicesOfOneMessageAreKeptApart() {
        List<String> events = hear(HEADER.formatted(1)
                        + PATIENT
                        + "OBR|1|1^GW|1^GW|999999^Unknown medication|||20240315143015+0000\r"
                        + pump(1, "P1", 5)
                        + pump(2, "P2", 7))
                .stream()
                .map(EventText::of)
                .toList();
        assertThat(events).hasSize(5);
        assertThat(events.get(0)).isEqualTo("relayed from 'ICU^^BED7' equipment 'P1'");
        assertThat(events.get(1)).startsWith("value 158014 5 ");
        assertThat(events.get(2)).isEqualTo("relayed from 'ICU^^BED7' equipment 'P2'");
        assertThat(events.get(3)).startsWith("value 158014 7 ");
    }

    @Test
    void whatCannotBeUsedIsRejectedAndNothingIsMadeOfIt() {
        String rows = PATIENT + ORDER + saturation(98, "R", "");
        assertThat(answer(HEADER.formatted(1).replace("ORU^R01^ORU_R01", "QBP^Q22^QBP_Q21") + rows))
                .contains("MSA|AR|")
                .contains("ERR|||200^");
        assertThat(answer(HEADER.formatted(1).replace("|P|2.6", "|T|2.6") + rows))
                .contains("MSA|AR|")
                .contains("ERR|||202^");
        assertThat(answer(HEADER.formatted(1).replace("^ISO\r", "^ISO") + rows))
                .contains("MSA|AE|")
                .contains("ERR|||100^");
        assertThat(answer(HEADER.formatted(1) + PATIENT)).contains("MSA|AE|").contains("ERR|||100^");
    }

    @ParameterizedTest
    @CsvSource({
        "|||NE|AL|, MSA|AA|, MSA|AE|",
        "|||AL|NE|, MSA|CA|, MSA|CE|",
        "|||||, MSA|AA|, MSA|AE|",
        "|||ER|NE|, '', MSA|CE|"
    })
    void theModeOfAnsweringIsTheSenders(String mode, String accepted, String refused) {
        List<DriverEvent> events =
                hear(HEADER.formatted(1).replace("|||NE|AL|", mode) + PATIENT + ORDER + saturation(98, "R", ""));
        DriverEvent.Acknowledge answer = (DriverEvent.Acknowledge) events.getLast();
        assertThat(text(answer.bytes())).contains(accepted).hasSizeLessThan(accepted.isEmpty() ? 1 : 1_000);
        assertThat(text(answer.refusal())).contains(refused);
    }

    @Test
    void aRepetitionIsKnownByItsBytes() {
        String message = HEADER.formatted(1) + PATIENT + ORDER + saturation(98, "R", "");
        assertThat(digest(message)).isEqualTo(digest(message));
        assertThat(digest(message)).isNotEqualTo(digest(message.replace("|98|", "|97|")));
    }

    @Test
    void theLifeOfAnAlarm() throws IOException {
        assertThat(alarms("clinical/examples/hl7/pcd04-spo2-low-1-start.hl7"))
                .containsExactly(new DriverEvent.DeviceAlert("A-77", 150_456, AlertPriority.MEDIUM, true, true));
        assertThat(alarms("clinical/examples/hl7/pcd04-spo2-low-2-escalate.hl7"))
                .containsExactly(new DriverEvent.DeviceAlert("A-77", 150_456, AlertPriority.HIGH, true, true));
        assertThat(alarms("clinical/examples/hl7/pcd04-spo2-low-3-ack.hl7"))
                .containsExactly(new DriverEvent.DeviceAlert("A-77", 150_456, AlertPriority.HIGH, true, true));
        assertThat(alarms("clinical/examples/hl7/pcd04-spo2-low-4-end.hl7"))
                .singleElement()
                .matches(alarm -> alarm.id().equals("A-77") && !alarm.present());
        assertThat(alarms("clinical/examples/hl7/pcd04-desat-latched-update.hl7"))
                .containsExactly(new DriverEvent.DeviceAlert("A-79", 150_456, AlertPriority.HIGH, true, true));
        assertThat(alarms("clinical/examples/hl7/pcd04-leads-off-start.hl7"))
                .containsExactly(new DriverEvent.DeviceAlert("A-78", 131_328, AlertPriority.LOW, false, true));
    }

    @Test
    void anAlarmWithoutItsReportTakesNothingFromTheMessageBefore() {
        String alarm = HEADER.formatted(1).replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40");
        String facet = "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.22.1.1.1|SpO2 low||||||R\r";
        DriverSession session = new Hl7().open();
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(framed(alarm + "OBR|1||A-1^GW\r" + facet)), NOW, events::add);
        assertThat(events).anyMatch(DriverEvent.DeviceAlert.class::isInstance);
        events.clear();
        session.received(ByteBuffer.wrap(framed(alarm + facet)), NOW, events::add);
        assertThat(events).noneMatch(DriverEvent.DeviceAlert.class::isInstance);
        assertThat(text(((DriverEvent.Acknowledge) events.getLast()).bytes())).contains("MSA|AR|");
    }

    @Test
    void gesAlarmsAreReadThoughTheyDeviate() throws IOException {
        assertThat(alarms("data/captures/hl7v2-device/ge_mural_alarm_r40.hl7"))
                .containsExactly(new DriverEvent.DeviceAlert(
                        "56eb716f-ce7a-3b85-909c-a09d31fe324f", 0, AlertPriority.MEDIUM, true, true));
    }

    @Test
    void gesMonitorValueByValue() throws IOException {
        // The manual's example says that it was measured eight years before it was sent: its values are doubted.
        assertThat(values("data/captures/hl7v2-device/ge_b1x5_pcd01_example1.hl7"))
                .containsExactly(
                        "150033 38",
                        "150034 19",
                        "150035 27",
                        "149522 17",
                        "150087 1",
                        "147842 21",
                        "148066 0",
                        "150344 28.4");
        assertThat(relayed("data/captures/hl7v2-device/ge_b1x5_pcd01_example1.hl7"))
                .containsExactly("relayed from 'ICU^^79874' equipment '080019FFFE134535'");
    }

    @Test
    void theTestPatientsPressureValueByValue() throws IOException {
        assertThat(values("data/captures/hl7v2-device/ihe_pcd01_nibp_ucum_units.hl7"))
                .containsExactly("150021 120", "150022 80", "150023 93", "149546 63");
    }

    @Test
    void thePumpIsKnownByItsLabel() throws IOException {
        assertThat(values("data/captures/hl7v2-device/bbraun_spaceplus_syringe_pcd01.hl7"))
                .containsExactly("158014 0");
        assertThat(relayed("data/captures/hl7v2-device/bbraun_spaceplus_syringe_pcd01.hl7"))
                .containsExactly("relayed from '' equipment 'P52814'");
    }

    @Test
    void queriesAndLaboratoryReportsAreRejectedNeverTaken() throws IOException {
        assumeTrue(Files.isDirectory(SHARED.resolve("data/captures")), "the captures are not here");
        for (String folder : List.of("hl7v2-lab")) {
            try (var files = Files.list(SHARED.resolve("data/captures").resolve(folder))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".hl7")).toList()) {
                    List<DriverEvent> events = hear(read(file));
                    assertThat(events).as("%s", file).noneMatch(DriverEvent.Measured.class::isInstance);
                    assertThat(text(((DriverEvent.Acknowledge) events.getLast()).refusal()))
                            .contains("MSA|");
                }
            }
        }
        for (String query : List.of("mindray_vs8_qbp_zv1_query.hl7", "mindray_vs8_rsp_zv2_reply.hl7")) {
            assertThat(answer(read(SHARED.resolve("data/captures/hl7v2-device").resolve(query))))
                    .contains("MSA|CR|");
        }
    }

    private static String pump(int tree, String label, int rate) {
        return "OBX|1||70053^MDC_DEV_PUMP_INFUS_SYRINGE_MDS^MDC|" + tree + ".0.0.0|||||||X|||||||" + label
                + "^^0012210000000000^EUI-64\r"
                + "OBX|2|NM|158014^MDC_FLOW_FLUID_PUMP_CURRENT^MDC|" + tree + ".1.1.2|" + rate
                + "|265266^MDC_DIM_MILLI_L_PER_HR^MDC^mL/h^mL/h^UCUM|||||R\r";
    }

    private static String saturation(int value, String status, String flags) {
        return "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.22.1.2|" + value + "|262688^MDC_DIM_PERCENT^MDC||" + flags
                + "|||" + status + "\r";
    }

    private static Observation value(String row) {
        return hear(HEADER.formatted(1) + PATIENT + ORDER + row).stream()
                .filter(DriverEvent.Measured.class::isInstance)
                .map(event -> (Observation) ((DriverEvent.Measured) event).reading())
                .findFirst()
                .orElseThrow();
    }

    private static String leftOut(String row) {
        List<DriverEvent> events = hear(HEADER.formatted(1) + PATIENT + ORDER + row);
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        return events.stream()
                .filter(DriverEvent.LeftOut.class::isInstance)
                .map(event -> ((DriverEvent.LeftOut) event).what())
                .findFirst()
                .orElseThrow();
    }

    private static String malformed(String row) {
        List<DriverEvent> events = hear(HEADER.formatted(1) + PATIENT + ORDER + row);
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        return events.stream()
                .filter(DriverEvent.Malformed.class::isInstance)
                .map(event -> ((DriverEvent.Malformed) event).reason())
                .findFirst()
                .orElseThrow();
    }

    private static String answer(String message) {
        List<DriverEvent> events = hear(message);
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        return text(((DriverEvent.Acknowledge) events.getLast()).bytes());
    }

    private static long digest(String message) {
        return ((DriverEvent.Acknowledge) hear(message).getLast()).message().orElseThrow();
    }

    private static List<DriverEvent.DeviceAlert> alarms(String file) throws IOException {
        return captured(file).stream()
                .filter(DriverEvent.DeviceAlert.class::isInstance)
                .map(DriverEvent.DeviceAlert.class::cast)
                .toList();
    }

    private static List<String> values(String file) throws IOException {
        return captured(file).stream()
                .filter(DriverEvent.Measured.class::isInstance)
                .map(event -> (Observation) ((DriverEvent.Measured) event).reading())
                .map(observation -> observation.code() + " " + observation.value())
                .toList();
    }

    private static List<String> relayed(String file) throws IOException {
        return captured(file).stream()
                .filter(DriverEvent.Relayed.class::isInstance)
                .map(EventText::of)
                .toList();
    }

    private static List<DriverEvent> captured(String file) throws IOException {
        assumeTrue(Files.exists(SHARED.resolve(file)), () -> file + " is not here");
        List<DriverEvent> events = hear(read(SHARED.resolve(file)));
        assertThat(events).noneMatch(DriverEvent.Malformed.class::isInstance);
        return events;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static List<DriverEvent> hear(String message) {
        DriverSession session = new Hl7().open();
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(framed(message)), NOW, events::add);
        return events;
    }

    private static byte[] framed(String message) {
        return ("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}

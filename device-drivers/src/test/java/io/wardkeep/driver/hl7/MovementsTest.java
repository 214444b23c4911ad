package io.wardkeep.driver.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What admission systems say of beds. */
class MovementsTest {

    private static final long NOW = 1_800_000_000_000L;

    @Test
    void anAdmissionSaysWhoLiesInABedNow() {
        assertThat(told(admission("A01", "ICU^^BED7", "")))
                .containsExactly(
                        "moved to 'ICU^^BED7': 'Lindqvist, Jan' (4711, born 1961-02-03, M) ADT A01 1710513015000");
    }

    @Test
    void aTransferFreesThePlaceBefore() {
        assertThat(told(admission("A02", "ICU^^BED7", "ICU^^BED9")))
                .extracting(said -> said.substring(0, said.indexOf(':')))
                .containsExactly("moved to 'ICU^^BED7'", "left 'ICU^^BED9'");
    }

    @ParameterizedTest
    @CsvSource({"A03, left", "A11, left", "A12, moved to", "A13, moved to"})
    void theEventsThatSayWhoLiesWhere(String trigger, String says) {
        assertThat(told(admission(trigger, "ICU^^BED7", "")))
                .singleElement()
                .asString()
                .startsWith(says + " 'ICU^^BED7'");
    }

    @Test
    void anUpdateOfTheRecordMovesNobodyAndIsAccepted() {
        assertThat(answer(admission("A08", "ICU^^BED7", ""))).contains("MSA|AA|");
        assertThat(told(admission("A08", "ICU^^BED7", ""))).containsExactly("left out ADT that moves nobody");
    }

    @Test
    void anAdmissionOfNobodyIsRefused() {
        String nobody =
                admission("A01", "ICU^^BED7", "").replace("Lindqvist^Jan", "").replace("4711", "");
        assertThat(answer(nobody)).contains("MSA|AE|").contains("ERR|||100^");
        assertThat(answer(admission("A01", "ICU^^BED7", "").replace("PID|", "ZID|")))
                .contains("MSA|AE|");
        assertThat(answer(admission("A01", "ICU^^BED7", "").replace("PV1|", "ZV1|")))
                .contains("MSA|AE|");
    }

    @Test
    void anAdmissionToNoPlaceIsAcceptedLestItsSenderStopsThere() {
        assertThat(answer(admission("A01", "", ""))).contains("MSA|AA|");
        assertThat(told(admission("A01", "", ""))).containsExactly("left out ADT without a place");
    }

    @Test
    void aPlaceThatWasLeftIsAPlace() {
        assertThat(answer(admission("A02", "", "ICU^^BED7"))).contains("MSA|AA|");
        assertThat(told(admission("A02", "", "ICU^^BED7")))
                .singleElement()
                .asString()
                .startsWith("left 'ICU^^BED7'");
    }

    @Test
    void aSwapIsToldWholeOrNotAtAll() {
        String first = admission("A17", "ICU^^BED7", "ICU^^BED9");
        String second = "PID|||4712^^^WARD^MR||Ek^Maj\rPV1||I|ICU^^BED9|||ICU^^BED7\r";
        assertThat(told(first + second))
                .extracting(said -> said.substring(0, said.indexOf(')')))
                .containsExactly(
                        "moved to 'ICU^^BED7': 'Lindqvist, Jan' (4711, born 1961-02-03, M",
                        "moved to 'ICU^^BED9': 'Ek, Maj' (4712");

        for (String half :
                List.of(first, first + second.replace("PID|", "ZID|"), first.replace("\rPV1", "PV1") + second)) {
            assertThat(told(half)).singleElement().asString().startsWith("malformed no-patient-or-place");
            assertThat(answer(half)).contains("MSA|AE|");
        }
    }

    @Test
    void moreThanTheEventMovesIsNotHeard() {
        String once = admission("A01", "ICU^^BED7", "");
        assertThat(told(once + "PID|||1||Ek^Maj\rPV1||I|ICU^^BED9\r".repeat(1000)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'Lindqvist^Jan', 'van der Berg&van der&Berg^Jan', 'van der Berg, Jan'",
        "'Lindqvist^Jan', 'O\\T\\M\\XFC\\ller^J\\.br\\an', 'O&Müller, Jan'",
        "'Lindqvist^Jan', '\"\"^Jan', Jan",
        "'Lindqvist^Jan', 'back\\slash^Jan', 'back\\slash, Jan'",
        "'19610203|M', '19610203|\"\"', 'Lindqvist, Jan'"
    })
    void namesAreReadAsTheyAreMeant(String written, String other, String label) {
        assertThat(told(admission("A01", "ICU^^BED7", "").replace(written, other)))
                .singleElement()
                .asString()
                .startsWith("moved to 'ICU^^BED7': '" + label + "' (4711, born 1961-02-03");
    }

    @ParameterizedTest
    @CsvSource({
        "123^^^NHS^NH~4711^^^HOSP^MR, 4711",
        "123^^^NHS^NH~4711^^^HOSP^PI, 4711",
        "~4711^^^HOSP^MR, 4711",
        "~~4711, 4711",
        "4711~4712, 4711"
    })
    void ofManyNumbersTheHospitalsOwnIsShown(String numbers, String number) {
        assertThat(told(admission("A01", "ICU^^BED7", "").replace("4711^^^WARD^MR", numbers)))
                .singleElement()
                .asString()
                .contains("(" + number + ", born");
    }

    @Test
    void lettersAreOfTheCharactersThatTheMessageNames() {
        byte[] bytes = admission("A01", "ICU^^BED7", "")
                .replace("Lindqvist", "Łukasz")
                .replace("UNICODE UTF-8", "8859/2")
                .getBytes(Charset.forName("ISO-8859-2"));
        assertThat(told(hear(bytes))).singleElement().asString().contains("'Łukasz, Jan'");
    }

    @Test
    void whatIsNoUtf8WhereItShouldBeIsReadAsLatin() {
        byte[] bytes =
                admission("A01", "ICU^^BED7", "").replace("Lindqvist", "Müller").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(told(hear(bytes))).singleElement().asString().contains("'Müller, Jan'");
    }

    @ParameterizedTest
    @CsvSource({
        // Recorded late: what counts is when it happened.
        "20240315143015+0000||||20240315120000+0000, 2024-03-15T12:00:00Z",
        // A time to come has not happened.
        "20240315143015+0000||||20990101000000+0000, 2024-03-15T15:00:00Z",
        // The sender's own clock on the wall.
        "20240315143015, 2024-03-15T13:30:15Z",
        "'', 2024-03-15T14:30:00Z"
    })
    void whenItHappenedIsToldByTheEvent(String event, Instant at) {
        List<DriverEvent> said = new ArrayList<>();
        DriverSession session = new Hl7(ZoneId.of("Europe/Stockholm")).open();
        String message = admission("A01", "ICU^^BED7", "")
                .replaceFirst(
                        "(MSH[^\r]*?)\\|2024[^|]*",
                        event.contains("+") ? "$1|20240315150000+0000" : "$1|20240315153000")
                .replace("20240315143015+0000\r", event + "\r");
        session.received(
                ByteBuffer.wrap(framed(message.getBytes(StandardCharsets.UTF_8))),
                Instant.parse("2024-03-15T15:00:00Z").toEpochMilli(),
                said::add);
        assertThat(said)
                .filteredOn(DriverEvent.Moved.class::isInstance)
                .singleElement()
                .extracting(moved -> ((DriverEvent.Moved) moved).atMillis())
                .isEqualTo(at.toEpochMilli());
    }

    @Test
    void aPatientWithoutANameIsCalledByTheNumber() {
        assertThat(told(admission("A01", "ICU^^BED7", "").replace("Lindqvist^Jan", "")))
                .singleElement()
                .asString()
                .startsWith("moved to 'ICU^^BED7': '4711' (born 1961-02-03, M)");
    }

    private static String admission(String trigger, String place, String before) {
        return "MSH|^~\\&|ADT^^L|HOSP|||20240315143015+0000||ADT^" + trigger
                + "^ADT_A01|MSG00001|P|2.6|||NE|AL||UNICODE UTF-8\r"
                + "EVN||20240315143015+0000\r"
                + "PID|||4711^^^WARD^MR||Lindqvist^Jan||19610203|M\r"
                + "PV1||I|" + place + "|||" + before + "\r";
    }

    /** What it says, but for the answer. */
    private static List<String> told(String message) {
        return told(hear(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> told(List<DriverEvent> events) {
        return events.stream()
                .filter(event -> !(event instanceof DriverEvent.Acknowledge))
                .map(EventText::of)
                .toList();
    }

    private static String answer(String message) {
        DriverEvent.Acknowledge answer = (DriverEvent.Acknowledge)
                hear(message.getBytes(StandardCharsets.UTF_8)).getLast();
        return StandardCharsets.UTF_8.decode(answer.bytes().duplicate()).toString();
    }

    private static List<DriverEvent> hear(byte[] message) {
        List<DriverEvent> events = new ArrayList<>();
        DriverSession session = new Hl7().open();
        session.received(ByteBuffer.wrap(framed(message)), NOW, events::add);
        return events;
    }

    private static byte[] framed(byte[] message) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.write(0x0B);
        framed.writeBytes(message);
        framed.write(0x1C);
        framed.write('\r');
        return framed.toByteArray();
    }
}

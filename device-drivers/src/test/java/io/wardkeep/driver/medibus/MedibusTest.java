package io.wardkeep.driver.medibus;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedibusTest extends DriverContract {

    /** Polls, the handshake, and the choice of curves; no command with which a device could be set. */
    private static final Set<Integer> COMMANDS = Set.of(0x24, 0x27, 0x29, 0x2E, 0x51, 0x52, 0x53, 0x54);

    private static final String IDENTITY = "8260'EvitaXL'05.00:04.00";
    private static final String OFFER = "00   16000-  10  10037006   16000-  20  10046001   16000- 180  180FFF";

    @Override
    protected Driver driver() {
        return new Medibus();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> MedibusFrames.measured(90 + i, 10 + i))
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        boolean enablesCurves = sent.length == 5
                && sent[0] == (byte) 0xD0
                && sent[1] == (byte) 0xC1
                && (sent[2] & 0xF0) == 0xC0
                && sent[3] == (byte) 0xC0
                && sent[4] == (byte) 0xC0;
        return enablesCurves || sent[0] == 0x01 || sent[0] == 0x1B && COMMANDS.contains((int) sent[1]);
    }

    @Test
    void theDocumentsAnswerMeansWhatItSays() {
        assertThat(hear(HexFormat.of().parseHex("012445422039382045312037302037410d")))
                .containsExactly(
                        "value 150456 98 unit 262688 VALID at 1000", "value 149530 70 unit 264864 VALID at 1000");
    }

    @Test
    void pressuresAndVolumesAreInTheNomenclaturesUnits() {
        assertThat(hear(MedibusFrames.answer(0x24, "78  5 7D 22 820.4888 480B8 .720650.0")))
                .containsExactly(
                        "value 151976 5.1 unit 266048 VALID at 1000",
                        "value 151817 22.4 unit 266048 VALID at 1000",
                        "value 152664 480 unit 263762 VALID at 1000",
                        "value 152664 480 unit 263762 VALID at 1000",
                        "value 151884 0.72 unit 265216 VALID at 1000",
                        "value 151692 49.0332500 unit 268050 VALID at 1000");
    }

    @Test
    void whatIsNotSentAnyMoreIsInvalidOnce() {
        byte[] both = MedibusFrames.answer(0x24, "EB 98 E1 70 ");
        byte[] one = MedibusFrames.answer(0x24, "EB 98 ");
        assertThat(hear(both, one, one))
                .filteredOn(text -> text.startsWith("value 149530"))
                .containsExactly(
                        "value 149530 70 unit 264864 VALID at 1000", "value 149530 - unit 264864 INVALID at 1000");
    }

    @Test
    void aNumberThatIsNoneIsNoValue() {
        assertThat(hear(MedibusFrames.answer(0x24, "EB 9x EB9 8 EB    EB  0 7D-  5")))
                .containsExactly(
                        "malformed value 6",
                        "malformed value 6",
                        "malformed value 6",
                        "value 150456 - unit 262688 INVALID at 1000",
                        "value 151817 - unit 266048 IMPLAUSIBLE at 1000");
        assertThat(hear(MedibusFrames.answer(0x24, "EB 98 E"))).containsExactly("malformed record-length 11");
    }

    @Test
    void alarmsAreForwardedWhileTheyAreSent() {
        byte[] low = HexFormat.of().parseHex("01274d31394d494e20564f4c204c4f572030360d");
        byte[] none = MedibusFrames.answer(0x27, "");
        byte[] others = MedibusFrames.answer(0x2E, "A5ABATTERY ON  N6ATUBE OBSTRUC");
        assertThat(hear(low, low, none, others))
                .containsExactly(
                        "alarm cp1-19 MIN VOL LOW 151884 HIGH physiological true",
                        "alarm cp1-19 MIN VOL LOW 151884 HIGH physiological false",
                        "alarm cp2-5A BATTERY ON 0 MEDIUM technical true",
                        "alarm cp2-6A TUBE OBSTRUC 0 HIGH technical true");
    }

    @Test
    void aCommandInsideAnAnswerIsAnsweredAndTheAnswerUnderstood() {
        byte[] answer = MedibusFrames.answer(0x24, "EB 98 E1 70 ");
        List<String> events = hear(
                Arrays.copyOf(answer, 7), MedibusFrames.command(0x30), Arrays.copyOfRange(answer, 7, answer.length));
        assertThat(events)
                .containsExactly(
                        "transmit 01 30 33 31 0d",
                        "value 150456 98 unit 262688 VALID at 1000",
                        "value 149530 70 unit 264864 VALID at 1000");
    }

    @Test
    void bytesOfCurvesMayCutIntoAMessage() {
        byte[] answer = MedibusFrames.answer(0x24, "EB 98 ");
        assertThat(hear(
                        Arrays.copyOf(answer, 4),
                        HexFormat.of().parseHex("d391818d83"),
                        Arrays.copyOfRange(answer, 4, answer.length)))
                .containsExactly("value 150456 98 unit 262688 VALID at 1000");
    }

    @Test
    void choosesCurvesAndReadsThem() {
        DriverSession session = new Medibus().open();
        List<String> events = new ArrayList<>();
        connect(session, events);
        assertThat(events)
                .containsExactly(
                        "transmit 1b 51 36 43 0d",
                        "transmit 1b 52 36 44 0d",
                        "identity Draeger EvitaXL  05.00",
                        "transmit 1b 53 36 45 0d",
                        "transmit 1b 54 30 30 30 31 30 31 30 31 30 36 30 31 42 39 0d",
                        "transmit d0 c1 c7 c0 c0");
        events.clear();
        for (int sample = 0; sample < 16; sample++) {
            hear(session, HexFormat.of().parseHex("d59181" + "8d83"), events);
        }
        assertThat(events)
                .hasSize(2)
                .anyMatch(text ->
                        text.startsWith("wave 151792 unit 266048 period 16000000 scale 2 VALID at 1000 [13, 13"))
                .anyMatch(text ->
                        text.startsWith("wave 151700 unit 266016 period 16000000 scale 2 VALID at 1000 [196, 1"));
    }

    @Test
    void aRecordThatEndsEarlyEndsTheRuns() {
        DriverSession session = new Medibus().open();
        List<String> events = new ArrayList<>();
        connect(session, events);
        events.clear();
        hear(session, HexFormat.of().parseHex("d1" + "9181" + "d3" + "9181" + "d1" + "9181"), events);
        assertThat(events)
                .containsExactly(
                        "wave 151792 unit 266048 period 16000000 scale 2 VALID at 1000 [13]",
                        "malformed curve-record 1");
    }

    @Test
    void aSampleThatARecordLeavesOutIsMissing() {
        Curves curves = new Curves(OFFER);
        curves.hear("d3" + "91818d83");
        curves.hear("d2" + "8d83");
        curves.hear("d0");
        curves.hear("d3" + "91818d83");
        for (int record = 0; record < 40; record++) {
            curves.hear("d2" + "8d83");
        }
        assertThat(curves.runs("151792"))
                .containsExactly("13, -, -, 13, -, -, -, -, -, -, -, -, -, -, -", "-, -, -, -");
        assertThat(curves.runs("151764").getFirst()).startsWith("-16198, -16198, -, -16198");
        assertThat(curves.runs("151700")).isEmpty();
    }

    @Test
    void aCurveOfALongerIntervalMissesNothingBetweenItsSamples() {
        Curves curves = new Curves("00   16000-  10  10037006   32000-  20  100460");
        for (int record = 0; record < 16; record++) {
            curves.hear(record % 2 == 0 ? "d391818d83" : "d19181");
        }
        curves.hear("d19181");
        curves.hear("d19181");
        curves.hear("d391818d83");
        curves.close();
        assertThat(curves.runs("151700")).containsExactly("196, 196, 196, 196, 196, 196, 196", "196, -, 196");
    }

    @Test
    void aRecordThatTheDeviceCallsCorruptIsNotSaid() {
        Curves curves = new Curves(OFFER);
        curves.hear("d19181" + "d1bfbf" + "cfc0" + "d19181" + "d1bfbf" + "d0cfc0c0c0" + "d1cfc0bfbf" + "d19181");
        curves.close();
        assertThat(curves.runs("151792")).containsExactly("13", "13", "13");
        assertThat(curves.events)
                .filteredOn(text -> text.startsWith("malformed curve-record"))
                .hasSize(3);
    }

    @Test
    void commandsBetweenRecordsAreNoMissingSamples() {
        Curves curves = new Curves(OFFER);
        curves.hear("d19181" + "c6c0" + "d19181" + "d0c6c1c0c0" + "d19181");
        curves.close();
        assertThat(curves.runs("151792")).containsExactly("13, 13, 13");
        assertThat(curves.events).noneMatch(text -> text.startsWith("malformed"));
    }

    @Test
    void aPlethysmogramInPercentIsAPartOfTheWhole() {
        Curves curves = new Curves("02   16000    0  1003E8");
        curves.hear("d1" + "b487");
        curves.close();
        assertThat(curves.events)
                .anyMatch(
                        text -> text.startsWith("wave 150452") && text.contains("scale 4") && text.endsWith("[5000]"));
    }

    @Test
    void curvesThatChangeDuringARoundOfPollsAreAskedForWhenItEnds() {
        Curves curves = new Curves(OFFER);
        curves.events.clear();
        curves.session.ticked(1_100, event -> curves.events.add(EventText.of(event)));
        curves.say(MedibusFrames.command(0x56));
        curves.hear("d19181d19181");
        curves.say(MedibusFrames.answer(0x24, ""));
        curves.say(MedibusFrames.answer(0x27, ""));
        curves.say(MedibusFrames.answer(0x2E, ""));
        curves.say(MedibusFrames.answer(0x29, ""));
        curves.say(MedibusFrames.answer(0x53, "00   16000-  20  20037006   16000-  20  100460"));
        curves.say(MedibusFrames.answer(0x54, ""));
        curves.hear("d19181");
        curves.close();
        assertThat(curves.events)
                .containsExactly(
                        "transmit 1b 24 33 46 0d",
                        "transmit 01 56 35 37 0d",
                        "transmit 1b 27 34 32 0d",
                        "transmit 1b 2e 34 39 0d",
                        "transmit 1b 29 34 34 0d",
                        "transmit 1b 53 36 45 0d",
                        "transmit 1b 54 30 30 30 31 30 36 30 31 46 37 0d",
                        "transmit d0 c1 c3 c0 c0",
                        "wave 151792 unit 266048 period 16000000 scale 2 VALID at 1000 [25]",
                        "transmit 01 56 35 37 0d",
                        "transmit 1b 53 36 45 0d");
    }

    @Test
    void anOfferThatWasOvertakenByAChangeIsNotChosen() {
        Curves curves = new Curves(OFFER);
        curves.say(MedibusFrames.command(0x56));
        curves.events.clear();
        curves.say(MedibusFrames.command(0x56));
        curves.say(MedibusFrames.answer(0x53, OFFER));
        assertThat(curves.events).containsExactly("transmit 01 56 35 37 0d", "transmit 1b 53 36 45 0d");
        curves.say(MedibusFrames.answer(0x53, OFFER));
        curves.events.clear();
        curves.say(MedibusFrames.command(0x56));
        curves.say(MedibusFrames.answer(0x54, ""));
        assertThat(curves.events).containsExactly("transmit 01 56 35 37 0d", "transmit 1b 53 36 45 0d");
    }

    @Test
    void anAnswerThatIsDamagedIsAskedForAgainAtOnceAndThenTheLineIsSetUpAnew() {
        Curves curves = new Curves(OFFER);
        curves.hear("d19181");
        curves.events.clear();
        curves.session.ticked(1_100, event -> curves.events.add(EventText.of(event)));
        byte[] damaged = MedibusFrames.measured(97, 12);
        damaged[9] ^= 1;
        for (int i = 0; i < 4; i++) {
            curves.say(damaged);
        }
        curves.session.ticked(1_200, event -> curves.events.add(EventText.of(event)));
        curves.hear("d19181d19181");
        assertThat(curves.events)
                .filteredOn(text -> !text.startsWith("malformed"))
                .containsExactly(
                        "transmit 1b 24 33 46 0d",
                        "transmit 1b 24 33 46 0d",
                        "transmit 1b 24 33 46 0d",
                        "transmit 1b 24 33 46 0d",
                        "wave 151792 unit 266048 period 16000000 scale 2 VALID at 1000 [13]",
                        "transmit 1b 51 36 43 0d");
    }

    @Test
    void carbonDioxideInAnotherUnitIsLeftOutByItsCode() {
        assertThat(hear(
                        MedibusFrames.answer(0x24, "E6 38 "),
                        MedibusFrames.answer(0x24, "E3 5.1"),
                        MedibusFrames.answer(0x24, "DB 5.0")))
                .containsExactly(
                        "value 151708 38 unit 266016 VALID at 1000",
                        "left out 151708 in another unit",
                        "value 151708 - unit 266016 INVALID at 1000",
                        "left out 151708 in another unit");
    }

    @Test
    void abbreviationsInPhrasesAreSpelt() {
        assertThat(hear(MedibusFrames.answer(0x27, "M19MV $&       "), MedibusFrames.answer(0x27, "N10PAW \"# '@   ")))
                .contains(
                        "alarm cp1-19 MV LOW 151884 HIGH physiological true",
                        "alarm cp1-10 PAW HIGH ALARM 151817 HIGH physiological true");
    }

    @Test
    void anOldDeviceIsNotSentACommandWithAnArgument() {
        DriverSession session = new Medibus().open();
        List<String> events = new ArrayList<>();
        session.ticked(0, event -> events.add(EventText.of(event)));
        hear(session, MedibusFrames.answer(0x51, ""), events);
        hear(session, MedibusFrames.answer(0x52, "8022'Evita'01.00:02.00"), events);
        hear(session, MedibusFrames.answer(0x53, OFFER), events);
        assertThat(events).noneMatch(text -> text.startsWith("transmit 1b 54"));
    }

    @Test
    void pollsOnceASecondAndConnectsAnewWhenNothingIsHeard() {
        DriverSession session = new Medibus().open();
        List<String> events = new ArrayList<>();
        connect(session, events);
        hear(session, MedibusFrames.answer(0x54, ""), events);
        events.clear();
        session.ticked(1_100, event -> events.add(EventText.of(event)));
        hear(session, MedibusFrames.measured(98, 15), new ArrayList<>());
        session.ticked(1_200, event -> events.add(EventText.of(event)));
        session.ticked(4_000, event -> events.add(EventText.of(event)));
        session.ticked(4_100, event -> events.add(EventText.of(event)));
        assertThat(events).containsExactly("transmit 1b 24 33 46 0d", "transmit 1b 51 36 43 0d");
    }

    @Test
    void aDeviceThatCouldNotReadIsAskedAgainThreeTimes() {
        DriverSession session = new Medibus().open();
        List<String> events = new ArrayList<>();
        session.ticked(0, event -> events.add(EventText.of(event)));
        hear(session, MedibusFrames.answer(0x51, ""), events);
        for (int i = 0; i < 5; i++) {
            hear(session, HexFormat.of().parseHex("011531360d"), events);
        }
        assertThat(events).filteredOn("transmit 1b 52 36 44 0d"::equals).hasSize(4);
    }

    @Test
    void aCommandThatCannotBeReadIsRefused() {
        assertThat(hear(HexFormat.of().parseHex("1b5136440d"))).containsExactly("transmit 01 15 31 36 0d");
    }

    private static void connect(DriverSession session, List<String> events) {
        session.ticked(0, event -> events.add(EventText.of(event)));
        hear(session, MedibusFrames.answer(0x51, ""), events);
        hear(session, MedibusFrames.answer(0x52, IDENTITY), events);
        hear(session, MedibusFrames.answer(0x53, OFFER), events);
        hear(session, MedibusFrames.answer(0x54, ""), events);
    }

    private static List<String> hear(byte[]... messages) {
        DriverSession session = new Medibus().open();
        List<String> events = new ArrayList<>();
        for (byte[] message : messages) {
            hear(session, message, events);
        }
        return events;
    }

    private static void hear(DriverSession session, byte[] message, List<String> events) {
        session.received(ByteBuffer.wrap(message), 1_000, (DriverEvent event) -> events.add(EventText.of(event)));
    }

    /** A session whose device was asked for its curves, and what it said since. */
    private static final class Curves {

        private final DriverSession session = new Medibus().open();
        private final List<String> events = new ArrayList<>();

        private Curves(String offer) {
            session.ticked(0, event -> events.add(EventText.of(event)));
            say(MedibusFrames.answer(0x51, ""));
            say(MedibusFrames.answer(0x52, IDENTITY));
            say(MedibusFrames.answer(0x53, offer));
            say(MedibusFrames.answer(0x54, ""));
        }

        private void say(byte[] message) {
            MedibusTest.hear(session, message, events);
        }

        private void hear(String hexadecimal) {
            say(HexFormat.of().parseHex(hexadecimal));
        }

        /** Ends all runs: the curves have changed. */
        private void close() {
            say(MedibusFrames.command(0x56));
        }

        private List<String> runs(String code) {
            return events.stream()
                    .filter(text -> text.startsWith("wave " + code))
                    .map(text -> text.substring(text.indexOf('[') + 1, text.indexOf(']')))
                    .toList();
        }
    }
}

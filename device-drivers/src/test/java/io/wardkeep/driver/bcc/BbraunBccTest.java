package io.wardkeep.driver.bcc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.Heard;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BbraunBccTest extends DriverContract {

    private static final Path SESSION_FILE =
            Path.of("../../shared/data/captures/bbraun-bcc/session_device_to_host.bin");
    private static final String ALIVE_PLAIN = "01303030333102312f312f313e41444d494e3a414c49564503303030363104";
    private static final String ALIVE_STUFFED = "01303030333102312f312f313e4145584d494e3a414c4956454503303030363104";

    @Override
    protected Driver driver() {
        return new BbraunBcc();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> BccFrames.onePump("0.3" + i, ""))
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        String hex = HexFormat.of().formatHex(sent);
        return Stream.of("06", "15", ALIVE_PLAIN, ALIVE_STUFFED).anyMatch(hex::equals)
                || new String(sent, StandardCharsets.ISO_8859_1)
                        .matches("\u0001\\d{5}\u0002[/-9A-z]{1,60}>ME?EM:GEE?T\u0003\\d{5}\u0004");
    }

    @Override
    protected List<Path> recordings() {
        return List.of(SESSION_FILE);
    }

    /** What stands in the recorded session, read off it by hand: address, rate, infused, left. */
    private static final List<String> SESSION = List.of(
            "pump-11 158014 INVALID",
            "pump-11 157995 INVALID",
            "pump-11 157993 INVALID",
            "pump-13 158014 0.30",
            "pump-13 157995 47.64",
            "pump-13 157993 1.4",
            "pump-14 158014 0.10",
            "pump-14 157995 20.39",
            "pump-14 157993 19.0",
            "pump-13 158014 0.30",
            "pump-13 157995 47.60",
            "pump-13 157993 1.5");

    @Test
    void theRecordedSessionOfThreePumpsComesOutValueByValue() throws IOException {
        assumeTrue(
                Files.isReadable(SESSION_FILE), () -> "not read, because it is not there: " + SESSION_FILE.normalize());
        Heard heard = Heard.by(new BbraunBcc(), Files.readAllBytes(SESSION_FILE));
        assertThat(heard.malformed()).isEmpty();
        assertThat(heard.alerts()).isEmpty();
        assertThat(heard.observations()).isEmpty();
        assertThat(parts(heard)).isEqualTo(SESSION);
    }

    @Test
    void questionsAreWrittenAsTheDocumentPrintsThem() {
        assertThat(hex(BccRequest.alive(false))).isEqualTo(ALIVE_PLAIN);
        assertThat(hex(BccRequest.alive(true))).isEqualTo(ALIVE_STUFFED);
    }

    @Test
    void asksForValuesOnceTheDeviceHasAnsweredAndAcknowledgesEachBlock() {
        DriverSession session = new BbraunBcc().open();
        List<String> sent = new ArrayList<>();
        tick(session, 0, sent);
        hear(session, 50, BccFrames.block(BccFrames.NAME + "206,50100,GNACK,0", false, true));
        ticks(session, 100, 2_000, sent);
        hear(session, 2_050, BccFrames.block(BccFrames.NAME + BccFrames.values("50111", "0", ""), true, true));
        ticks(session, 2_100, 2_200, sent);
        hear(session, 2_250, BccFrames.block(BccFrames.NAME + BccFrames.values("50113", "1", ""), false, true));
        ticks(session, 2_300, 3_900, sent);
        assertThat(sent)
                .containsExactly(
                        "0 " + ALIVE_STUFFED,
                        "200 06",
                        "2000 " + hex(BccRequest.all(BccFrames.NAME, true)),
                        "2200 06",
                        "2400 06");
    }

    @Test
    void asksTheOtherWayWhenNobodyUnderstood() {
        DriverSession session = new BbraunBcc().open();
        List<String> sent = new ArrayList<>();
        ticks(session, 0, 6_000, sent);
        assertThat(sent).containsExactly("0 " + ALIVE_STUFFED, "3000 " + ALIVE_PLAIN, "6000 " + ALIVE_STUFFED);
    }

    @Test
    void aRackThatDoublesNothingIsAskedAsItsAnsweredGreetingWas() {
        DriverSession session = new BbraunBcc().open();
        List<String> sent = new ArrayList<>();
        ticks(session, 0, 3_000, sent);
        // No letter of this answer would be doubled, so it does not tell.
        hear(session, 3_050, BccFrames.block("Rack/1/1>206,50100,GNACK,0", false, false));
        ticks(session, 3_100, 5_000, sent);
        assertThat(sent)
                .containsExactly(
                        "0 " + ALIVE_STUFFED,
                        "3000 " + ALIVE_PLAIN,
                        "3200 06",
                        "5000 " + hex(BccRequest.all("Rack/1/1>", false)));
    }

    @Test
    void aBrokenBlockIsWantedAgain() {
        DriverSession session = new BbraunBcc().open();
        List<String> sent = new ArrayList<>();
        tick(session, 0, sent);
        hear(session, 50, BccFrames.block(BccFrames.NAME + "206,50100,GNACK,0", false, true));
        ticks(session, 100, 2_000, sent);
        sent.clear();
        byte[] broken = BccFrames.onePump("0.30", "");
        broken[30]++;
        assertThat(hear(session, 2_050, broken)).hasOnlyElementsOfType(DriverEvent.Malformed.class);
        ticks(session, 2_100, 2_200, sent);
        assertThat(sent).containsExactly("2200 15");
    }

    @Test
    void oneRackOfOnePumpGivesReadings() {
        Heard heard = Heard.by(new BbraunBcc(), BccFrames.onePump("12.50", "INVTB=50"));
        assertThat(heard.last(158_014)).isEqualTo("12.50");
        assertThat(heard.last(157_995)).isEqualTo("47.64");
        assertThat(heard.last(157_993)).isEqualTo("1.4");
        assertThat(heard.last(157_884)).isEqualTo("50");
        assertThat(heard.events()).contains(new DriverEvent.Identity("B. Braun pump", "40864", ""));
    }

    @Test
    void aBlockIsUnderstoodWithAndWithoutDoubledLetters() {
        for (boolean stuffed : List.of(true, false)) {
            byte[] block = BccFrames.block(
                    BccFrames.NAME + BccFrames.values("50113", "3", "INSOLSN=EXeeDdex"), false, stuffed);
            assertThat(Heard.by(new BbraunBcc(), block).last(158_014)).isEqualTo("3");
        }
    }

    @Test
    void whatThePumpHasNotIsNoValue() {
        for (String none : List.of("_NV", "_NA", "", "1,5", "12.5x")) {
            assertThat(Heard.by(new BbraunBcc(), BccFrames.onePump(none, "")).last(158_014))
                    .isEqualTo("INVALID");
        }
        assertThat(Heard.by(new BbraunBcc(), BccFrames.onePump("1801", "")).last(158_014))
                .isEqualTo("IMPLAUSIBLE");
    }

    @Test
    void theZeroesOfAPumpThatIsOffAreNoValues() {
        Heard heard = Heard.by(new BbraunBcc(), BccFrames.onePump("0", "DSSTATUS=00050"));
        assertThat(heard.observations())
                .noneMatch(observation -> observation.validity().hasValue());
    }

    @Test
    void alarmsBeginAndEndByPumpAndName() {
        Heard heard = Heard.by(
                new BbraunBcc(),
                BccFrames.onePump("5", "INA15=1 INA12=1"),
                BccFrames.onePump("5", "INA15=1 INA12=0"),
                BccFrames.onePump("5", "INA15=0 INA12=_NV"));
        assertThat(heard.alerts())
                .containsExactly(
                        new DriverEvent.DeviceAlert("pump-13-air", 0, AlertPriority.HIGH, false, true),
                        new DriverEvent.DeviceAlert("pump-13-syringe-pre-alarm", 0, AlertPriority.MEDIUM, false, true),
                        new DriverEvent.DeviceAlert("pump-13-syringe-pre-alarm", 0, AlertPriority.MEDIUM, false, false),
                        new DriverEvent.DeviceAlert("pump-13-air", 0, AlertPriority.HIGH, false, false));
    }

    @Test
    void anAlarmWhoseStateIsNotAvailableStaysAsItIs() {
        for (String unsaid : List.of("_NA", "_NV", "", "2", "x")) {
            Heard heard = Heard.by(
                    new BbraunBcc(),
                    BccFrames.onePump("5", "INA15=1"),
                    BccFrames.onePump("5", "INA15=" + unsaid + " INA13=" + unsaid),
                    BccFrames.onePump("5", "INA15=0"));
            assertThat(heard.alerts())
                    .as(unsaid)
                    .containsExactly(
                            new DriverEvent.DeviceAlert("pump-13-air", 0, AlertPriority.HIGH, false, true),
                            new DriverEvent.DeviceAlert("pump-13-air", 0, AlertPriority.HIGH, false, false));
            assertThat(heard.events())
                    .as("the third answer")
                    .last()
                    .isEqualTo(heard.alerts().getLast());
        }
    }

    @Test
    void theAlarmOfAPumpThatLeftTheRackIsOver() {
        DriverSession session = new BbraunBcc().open();
        tick(session, 0, new ArrayList<>());
        hear(session, 50, BccFrames.block(BccFrames.NAME + "206,50100,GNACK,0", false, true));
        ticks(session, 100, 2_000, new ArrayList<>());
        assertThat(hear(session, 2_050, BccFrames.onePump("5", "INA3=1")))
                .contains(new DriverEvent.DeviceAlert("pump-13-pressure", 0, AlertPriority.HIGH, false, true));
        ticks(session, 2_100, 4_000, new ArrayList<>());
        byte[] otherPump = BccFrames.block(BccFrames.NAME + BccFrames.values("5012A", "7", ""), false, true);
        assertThat(hear(session, 4_050, otherPump))
                .contains(new DriverEvent.DeviceAlert("pump-13-pressure", 0, AlertPriority.HIGH, false, false));
    }

    @Test
    void whatIsNoQuadrupleGivesUpTheBlock() {
        for (String text : List.of("215,50113", "215,60113,INRT,1", ",50113,INRT,1", "215,50149,INRT,1")) {
            byte[] block = BccFrames.block(BccFrames.NAME + text, false, true);
            assertThat(Heard.by(new BbraunBcc(), block).events())
                    .as(text)
                    .containsExactly(new DriverEvent.Malformed("quadruple", block.length));
        }
    }

    @Test
    void aRefusalIsCounted() {
        byte[] block = BccFrames.block(BccFrames.NAME + "215,50100,GNERR,3", false, true);
        assertThat(Heard.by(new BbraunBcc(), block).malformed()).hasSize(1);
    }

    @Test
    void noFlippedBitBecomesAValue() {
        byte[] good = BccFrames.onePump("0.30", "");
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Heard.by(new BbraunBcc(), bad).observations()).isEmpty();
        }
    }

    private static List<String> parts(Heard heard) {
        return heard.events().stream()
                .flatMap(event -> event instanceof DriverEvent.MeasuredByPart(var part, Observation observation)
                        ? Stream.of(part + " " + observation.code() + " "
                                + (observation.validity().hasValue() ? observation.value() : observation.validity()))
                        : Stream.empty())
                .toList();
    }

    private static String hex(ByteBuffer bytes) {
        byte[] sent = new byte[bytes.remaining()];
        bytes.duplicate().get(sent);
        return HexFormat.of().formatHex(sent);
    }

    private static List<DriverEvent> hear(DriverSession session, long now, byte[] bytes) {
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(bytes), now, events::add);
        return events;
    }

    private static void ticks(DriverSession session, long from, long until, List<String> sent) {
        for (long now = from; now <= until; now += 100) {
            tick(session, now, sent);
        }
    }

    private static void tick(DriverSession session, long now, List<String> sent) {
        session.ticked(now, event -> {
            if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
                sent.add(now + " " + hex(bytes));
            }
        });
    }
}

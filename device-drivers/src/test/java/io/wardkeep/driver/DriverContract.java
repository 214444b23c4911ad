package io.wardkeep.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every driver owes. A protocol's test names its driver and gives a good conversation, frame by frame; the same
 * frames are measured by {@code packaging/bench drivers} and begin the garbling of {@code packaging/soak fuzz-drivers}.
 *
 * <p>Fault model: the line may cut reads anywhere, lose, repeat, flip and invent bytes, for ever.
 */
public abstract class DriverContract {

    private static final long NOW = 1_800_000_000_000L;
    /** How much a session may remember, as {@link RetainedSize} counts it. */
    public static final int STATE_BYTES_MAX = 8 * 300 * 1_024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_ROUNDS_MAX = 600;
    private static final int PASSES_PER_ROUND = 100;
    private static final int MARGIN_BYTES_PER_FRAME = 16;

    /** The driver under test. */
    protected abstract Driver driver();

    /** At least eight whole frames of a healthy conversation; each makes at least one reading. */
    protected abstract List<byte[]> frames();

    /** Bytes that are no frame of this protocol, of about this length. */
    protected byte[] garbage(RandomGenerator random, int length) {
        byte[] garbage = new byte[length];
        random.nextBytes(garbage);
        return garbage;
    }

    /**
     * May the driver send this? A driver whose device speaks first sends nothing; one that polls names its polls and
     * handshakes here, acknowledgements among them, and everything else is a defect: a command that changes a device
     * must not exist.
     */
    protected boolean isPollOrHandshake(byte[] sent) {
        return false;
    }

    /**
     * Recordings from life that this driver understands, relative to the module; they begin the garbling where they are
     * present.
     */
    protected List<Path> recordings() {
        return List.of();
    }

    /**
     * Why a step of this driver may make objects that are no events; empty where it may not, and then the contract
     * measures it.
     */
    protected Optional<String> makesMoreThanEventsBecause() {
        return Optional.empty();
    }

    /** Is it a driver of this release? */
    protected boolean isListed() {
        return true;
    }

    @Test
    void isInTheListUnderItsName() {
        Optional<Driver> named = Drivers.named(driver().name());
        assertThat(named.map(Driver::getClass))
                .isEqualTo(isListed() ? Optional.of(driver().getClass()) : Optional.empty());
    }

    @Test
    void everyFrameMakesAReading() {
        DriverSession session = driver().open();
        for (byte[] frame : frames()) {
            assertThat(readings(feed(session, frame))).isNotEmpty();
        }
    }

    @Test
    void aHealthyConversationHasNothingMalformed() {
        assertThat(feed(driver().open(), all())).noneMatch(DriverEvent.Malformed.class::isInstance);
    }

    @Test
    void anySplitOfTheBytesGivesTheSameEvents() {
        byte[] bytes = all();
        List<String> expected = feed(driver().open(), bytes).stream()
                .filter(DriverContract::wasHeard)
                .map(EventText::of)
                .toList();
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            DriverSession session = driver().open();
            List<String> split = new ArrayList<>();
            int pieceMax = round == 0 ? 1 : 1 + random.nextInt(64);
            for (int at = 0; at < bytes.length; ) {
                int piece = Math.min(1 + random.nextInt(pieceMax), bytes.length - at);
                Consumer<DriverEvent> heard = event -> {
                    if (wasHeard(event)) {
                        split.add(EventText.of(event));
                    }
                };
                session.received(ByteBuffer.wrap(bytes, at, piece), NOW, heard);
                session.ticked(NOW, heard);
                at += piece;
            }
            assertThat(split).isEqualTo(expected);
        }
    }

    @Test
    void findsItsWayWithinTwoFramesAfterGarbage() {
        Random random = new Random(12);
        for (int round = 0; round < 500; round++) {
            DriverSession session = driver().open();
            List<byte[]> frames = frames();
            int before = random.nextInt(3);
            for (int i = 0; i < before; i++) {
                feed(session, frames.get(i));
            }
            feed(session, garbage(random, 1 + random.nextInt(300)));
            feed(session, frames.get(before));
            feed(session, frames.get(before + 1));
            for (int i = before + 2; i < frames.size(); i++) {
                assertThat(readings(feed(session, frames.get(i))))
                        .as("frame %d of round %d", i, round)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void findsItsWayWithinTwoFramesAfterALostPartOfAFrame() {
        Random random = new Random(13);
        for (int round = 0; round < 500; round++) {
            DriverSession session = driver().open();
            List<byte[]> frames = frames();
            byte[] cut = frames.get(0);
            int from = random.nextInt(cut.length);
            int until = from + 1 + random.nextInt(cut.length - from);
            feed(session, Arrays.copyOfRange(cut, 0, from));
            feed(session, Arrays.copyOfRange(cut, until, cut.length));
            feed(session, frames.get(1));
            feed(session, frames.get(2));
            for (int i = 3; i < frames.size(); i++) {
                assertThat(readings(feed(session, frames.get(i)))).isNotEmpty();
            }
        }
    }

    @Test
    void nothingThrowsAndEveryReadingIsWellFormedWhateverComes() {
        Random random = new Random(14);
        byte[] good = all();
        for (int round = 0; round < 2_000; round++) {
            DriverSession session = driver().open();
            byte[] bytes = mutated(good, random);
            readings(feed(session, bytes)).forEach(this::assertIsOnTheSheet);
        }
    }

    @Test
    void everyReadingIsOnTheSheetAndHasItsNomenclatureUnit() {
        readings(feed(driver().open(), all())).forEach(this::assertIsOnTheSheet);
    }

    @Test
    void everyCodeOfTheSheetIsInTheNomenclature() {
        DriverSheet sheet = driver().sheet();
        assertThat(sheet.numerics()).allMatch(code -> metric(code).kind() != MetricKind.WAVEFORM);
        assertThat(sheet.waveforms()).allMatch(code -> metric(code).kind() == MetricKind.WAVEFORM);
    }

    @Test
    void sendsNothingButPollsAndHandshakes() {
        Random random = new Random(16);
        byte[] good = all();
        for (int round = 0; round < 100; round++) {
            DriverSession session = driver().open();
            List<DriverEvent> events = new ArrayList<>();
            for (long now = NOW; now < NOW + 120_000; now += 100) {
                session.ticked(now, events::add);
                if (random.nextInt(20) == 0) {
                    byte[] bytes = round % 2 == 0 ? good : mutated(good, random);
                    session.received(ByteBuffer.wrap(bytes), now, events::add);
                }
            }
            events.forEach(this::assertMaySend);
        }
    }

    @Test
    void acknowledgesInTheStepThatSaysWhatIsAcknowledged() {
        DriverSession session = driver().open();
        boolean unanswered = false;
        for (byte next : all()) {
            boolean said = false;
            for (DriverEvent event : feed(session, new byte[] {next})) {
                said |= event instanceof DriverEvent.Measured;
                if (event instanceof DriverEvent.Acknowledge) {
                    assertThat(unanswered)
                            .as("readings of an earlier step are acknowledged")
                            .isFalse();
                    said = false;
                }
            }
            unanswered |= said;
        }
    }

    private void assertMaySend(DriverEvent event) {
        switch (event) {
            case DriverEvent.Transmit(ByteBuffer bytes) -> assertMaySend(bytes);
            case DriverEvent.Acknowledge(ByteBuffer bytes, ByteBuffer refusal, var _) -> {
                assertMaySend(bytes);
                if (refusal.hasRemaining()) {
                    assertMaySend(refusal);
                }
            }
            case DriverEvent.Relayed(var _, var _, ByteBuffer stranger) -> {
                if (stranger.hasRemaining()) {
                    assertMaySend(stranger);
                }
            }
            case DriverEvent.Moved _,
                    DriverEvent.Measured _,
                    DriverEvent.MeasuredByPart _,
                    DriverEvent.Technical _,
                    DriverEvent.DeviceAlert _,
                    DriverEvent.Identity _,
                    DriverEvent.LeftOut _,
                    DriverEvent.Malformed _ -> {
                // Nothing is sent.
            }
        }
    }

    private void assertMaySend(ByteBuffer bytes) {
        byte[] sent = new byte[bytes.remaining()];
        bytes.duplicate().get(sent);
        assertThat(isPollOrHandshake(sent))
                .as("may be sent: %s", HexFormat.of().formatHex(sent))
                .isTrue();
    }

    @Test
    void stateIsBoundedWhateverComes() throws IllegalAccessException {
        Random random = new Random(15);
        DriverSession session = driver().open();
        for (int round = 0; round < 200; round++) {
            feed(session, garbage(random, 10_000));
            feed(session, opening(random));
            assertThat(RetainedSize.of(session)).isLessThan(STATE_BYTES_MAX);
        }
    }

    @Test
    void makesNothingButItsEvents() {
        Optional<String> reason = makesMoreThanEventsBecause();
        assumeTrue(reason.isEmpty(), () -> "makes more than its events: " + reason.orElse(""));
        DriverSession session = driver().open();
        List<ByteBuffer> frames = frames().stream().map(ByteBuffer::wrap).toList();
        long[] ofEvents = new long[1];
        Consumer<DriverEvent> weighed = event -> ofEvents[0] += EventSize.of(event);
        long spare = Long.MIN_VALUE;
        // Before the compiler has seen the path it makes objects of its own: any warm round that fits is the proof.
        for (int round = 0; round < WARM_ROUNDS_MAX && spare < 0; round++) {
            ofEvents[0] = 0;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int pass = 0; pass < PASSES_PER_ROUND; pass++) {
                for (int i = 0; i < frames.size(); i++) {
                    session.received(frames.get(i).rewind(), NOW + pass, weighed);
                }
            }
            long made = THREADS.getCurrentThreadAllocatedBytes() - before;
            long frameCount = (long) PASSES_PER_ROUND * frames.size();
            spare = ofEvents[0] + frameCount * MARGIN_BYTES_PER_FRAME - made;
        }
        assertThat(spare).as("bytes left of what the events take").isNotNegative();
    }

    @Test
    void goesOnForHoursAndAfterSilence() throws IllegalAccessException {
        DriverSession session = driver().open();
        long now = NOW;
        for (int pass = 0; pass < 400; pass++) {
            now = assertConversation(session, now);
        }
        long silentUntil = now + 3_600_000;
        List<DriverEvent> lastWords = new ArrayList<>();
        for (; now < silentUntil; now += 100) {
            long left = silentUntil - now;
            session.ticked(now, event -> {
                assertThat(event).isNotInstanceOf(DriverEvent.Measured.class);
                if (left <= 60_000) {
                    lastWords.add(event);
                }
            });
        }
        if (!driver().sheet().speaksFirst()) {
            assertThat(lastWords)
                    .as("asks a device that is silent")
                    .hasAtLeastOneElementOfType(DriverEvent.Transmit.class);
        }
        assertConversation(session, now);
        assertConversation(session, now + 400L * 86_400_000);
        assertThat(RetainedSize.of(session)).isLessThan(STATE_BYTES_MAX);
    }

    /** The frames at one a second with all that ticks between: after two, every one is a reading. */
    private long assertConversation(DriverSession session, long fromMillis) {
        long now = fromMillis;
        List<byte[]> frames = frames();
        for (int i = 0; i < frames.size(); i++) {
            List<DriverEvent> events = new ArrayList<>();
            session.received(ByteBuffer.wrap(frames.get(i)), now, events::add);
            if (i >= 2) {
                assertThat(readings(events)).as("frame %d at %d", i, now).isNotEmpty();
            }
            for (int tick = 0; tick < 10; tick++) {
                now += 100;
                session.ticked(now, _ -> {});
            }
        }
        return now;
    }

    /** A frame's beginning and then letters without an end. */
    private byte[] opening(Random random) {
        byte[] frame = frames().getFirst();
        byte[] bytes = new byte[20_000];
        Arrays.fill(bytes, (byte) 'a');
        System.arraycopy(frame, 0, bytes, 0, 1 + random.nextInt(Math.min(frame.length, 100) - 1));
        return bytes;
    }

    /** Polls and handshakes depend on the time that passes, the rest on the bytes alone. */
    private static boolean wasHeard(DriverEvent event) {
        return !(event instanceof DriverEvent.Transmit || event instanceof DriverEvent.Acknowledge);
    }

    private static Metric metric(int code) {
        return Nomenclature.standard().metric(code).orElseThrow();
    }

    private void assertIsOnTheSheet(Reading reading) {
        Metric metric = metric(reading.code());
        assertThat(driver().sheet().gives(metric.code())).isTrue();
        int unit = switch (reading) {
            case Observation observation -> observation.unit();
            case Waveform waveform -> waveform.unit();
        };
        assertThat(unit).isEqualTo(metric.unitCode());
    }

    private static byte[] mutated(byte[] good, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < good.length; at++) {
            switch (random.nextInt(60)) {
                case 0 -> out.write(good[at] ^ 1 << random.nextInt(8));
                case 1 -> out.write(random.nextInt(256));
                case 2 -> at += random.nextInt(20);
                case 3 -> at = Math.max(-1, at - random.nextInt(20));
                default -> out.write(good[at]);
            }
            if (out.size() > 3 * good.length) {
                break;
            }
        }
        return out.toByteArray();
    }

    private byte[] all() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames().forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static List<DriverEvent> feed(DriverSession session, byte[] bytes) {
        List<DriverEvent> events = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        session.received(buffer, NOW, events::add);
        assertThat(buffer.hasRemaining()).isFalse();
        return events;
    }

    private static List<Reading> readings(List<DriverEvent> events) {
        return events.stream()
                .filter(DriverEvent.Measured.class::isInstance)
                .map(event -> ((DriverEvent.Measured) event).reading())
                .toList();
    }
}

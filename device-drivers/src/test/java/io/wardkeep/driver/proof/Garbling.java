package io.wardkeep.driver.proof;

import com.sun.management.ThreadMXBean;
import io.wardkeep.driver.Contracts;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.RetainedSize;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Gives one driver any bytes in any pieces with any ticks between, and throws an {@link AssertionError} where the
 * driver does what none may. The first byte of an input says how the rest is cut and when time passes; the same input
 * gives the same steps. Belongs to one thread.
 */
public final class Garbling {

    /** A step may take so long. */
    private static final long STEP_NANOS_MAX = 100_000_000;

    /** An input may make so much, remembered or not. */
    private static final long BYTES_MAX = 16 << 20;

    /** Pauses of the machine and loading of classes do not repeat: only what does is a finding. */
    private static final int REPEATED_TIMES = 4;

    private static final int FED_BYTES = 1 << 18;
    private static final long[] PASSING_MILLIS = {0, 100, 100, 250, 1_000, 3_100, 11_000, 60_000, 86_400_000};
    private static final long NOW = 1_800_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Driver driver;
    private final DriverSheet sheet;
    private final Predicate<byte[]> maySend;
    private final Consumer<DriverEvent> judge = this::judge;

    /** What is done to this driver. */
    public Garbling(Driver driver) {
        this.driver = driver;
        sheet = driver.sheet();
        maySend = Contracts.maySend(driver);
    }

    /** One input, once. */
    public void once(byte[] input) {
        String wrong = wrongStep(input);
        for (int time = 1; time < REPEATED_TIMES && !wrong.isEmpty(); time++) {
            wrong = wrongStep(input);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong);
        }
    }

    /** What was too much, in a session of its own; empty when nothing was. */
    private String wrongStep(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long longest = feed(driver.open(), input);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        return bytes > BYTES_MAX
                ? "made " + bytes + " bytes of " + input.length
                : longest > STEP_NANOS_MAX ? "a step took " + longest + " ns" : "";
    }

    /** The same input into one session again and again: what it remembers must stay bounded. */
    public void often(byte[] input) {
        DriverSession session = driver.open();
        for (int fed = 0; fed < FED_BYTES; fed += Math.max(1, input.length)) {
            feed(session, input);
        }
        try {
            long bytes = RetainedSize.of(session);
            if (bytes > DriverContract.STATE_BYTES_MAX) {
                throw new AssertionError("remembers " + bytes + " bytes");
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many nanoseconds the longest step took. */
    private long feed(DriverSession session, byte[] input) {
        return feed(session, input, judge);
    }

    /** The steps of an input, heard by anybody. */
    static long feed(DriverSession session, byte[] input, Consumer<DriverEvent> heard) {
        long longest = 0;
        if (input.length == 0) {
            return longest;
        }
        SplittableRandom random = new SplittableRandom(input[0]);
        int pieceMax = input[0] == 0 ? input.length : 1 << (input[0] & 7);
        long now = NOW;
        for (int at = 1; at < input.length; ) {
            int piece = Math.min(1 + random.nextInt(pieceMax), input.length - at);
            ByteBuffer bytes = ByteBuffer.wrap(input, at, piece);
            long before = System.nanoTime();
            session.received(bytes, now, heard);
            longest = Math.max(longest, System.nanoTime() - before);
            if (bytes.hasRemaining()) {
                throw new AssertionError("left " + bytes.remaining() + " bytes");
            }
            if (input[0] != 0 && random.nextInt(4) == 0) {
                now += PASSING_MILLIS[random.nextInt(PASSING_MILLIS.length)];
                before = System.nanoTime();
                session.ticked(now, heard);
                longest = Math.max(longest, System.nanoTime() - before);
            }
            at += piece;
        }
        session.ticked(now + 1_000, heard);
        return longest;
    }

    private void judge(DriverEvent event) {
        switch (event) {
            case DriverEvent.Measured(Observation observation) -> judge(observation, observation.unit());
            case DriverEvent.Measured(Waveform wave) -> judge(wave, wave.unit());
            case DriverEvent.MeasuredByPart(var _, Reading reading) -> judge(new DriverEvent.Measured(reading));
            case DriverEvent.Malformed(var reason, var bytes) -> {
                if (reason.isEmpty() || bytes < 0) {
                    throw new AssertionError("malformed " + reason + " " + bytes);
                }
            }
            case DriverEvent.Transmit(var bytes) -> judgeSent(bytes);
            case DriverEvent.Acknowledge(var bytes, var refusal, var _) -> {
                judgeSent(bytes);
                judgeSent(refusal);
            }
            case DriverEvent.Relayed(var _, var _, var stranger) -> judgeSent(stranger);
            case DriverEvent.DeviceAlert alert -> {
                if (alert.id().isEmpty()) {
                    throw new AssertionError("an alarm without an id");
                }
            }
            case DriverEvent.Moved moved -> {
                if (moved.place().isEmpty() || moved.label().isBlank()) {
                    throw new AssertionError("nobody, or nowhere: " + moved);
                }
            }
            case DriverEvent.Technical _, DriverEvent.Identity _, DriverEvent.LeftOut _ -> {
                // Anything may be said of these.
            }
        }
    }

    private void judgeSent(ByteBuffer bytes) {
        byte[] sent = new byte[bytes.remaining()];
        bytes.duplicate().get(sent);
        if (sent.length > 0 && !maySend.test(sent)) {
            throw new AssertionError("may not be sent: " + HexFormat.of().formatHex(sent));
        }
    }

    private void judge(Reading reading, int unit) {
        boolean known = Nomenclature.standard()
                .metric(reading.code())
                .filter(metric -> metric.unitCode() == unit)
                .isPresent();
        if (!known || !sheet.gives(reading.code())) {
            throw new AssertionError(reading + " is not on the sheet");
        }
    }
}

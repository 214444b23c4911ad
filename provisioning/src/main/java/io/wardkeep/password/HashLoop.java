package io.wardkeep.password;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A few threads that compute hashes and do nothing else, so that logging in waits for no other work and no other work
 * for it. Overload is said at once instead of after a wait: a check is refused when those before it would take longer
 * than {@value #WAIT_MILLIS_MAX} ms at the pace of late, and given up when they did.
 */
public final class HashLoop implements AutoCloseable {

    /** Longest wait for a thread, in milliseconds. */
    public static final long WAIT_MILLIS_MAX = 3_000;

    /** Most checks that wait. */
    public static final int WAITING_MAX = 32;

    /** Memory of the hash that warms a thread up: enough blocks to have the code compiled, little to allocate. */
    private static final int WARM_KIBIBYTES = 1024;

    private static final int WARM_ITERATIONS = 16;

    /** How a check ended. */
    public enum Answer {
        /** It is this password. */
        RIGHT,
        /** It is another. */
        WRONG,
        /** There was no time to find out. */
        TOO_BUSY
    }

    private record Check(BooleanSupplier matches, long untilNanos, Consumer<Answer> done) {}

    private final BlockingQueue<Check> inbox = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private final LongSupplier nanos;
    private final Consumer<RuntimeException> broken;
    private final PasswordHash warming;
    private final AtomicLong lastNanos = new AtomicLong();
    private volatile boolean stopping;

    /**
     * Prepares the threads; {@link #start} runs them.
     *
     * @param name of the threads
     * @param count how many compute at once; each takes the memory of a hash meanwhile
     * @param nanos the monotonic time
     * @param random for a hash to warm up with
     * @param broken told of a bug, after which its thread is over
     */
    public HashLoop(
            String name, int count, LongSupplier nanos, RandomGenerator random, Consumer<RuntimeException> broken) {
        this.nanos = nanos;
        this.broken = broken;
        warming = PasswordHash.decoy(random, WARM_KIBIBYTES, WARM_ITERATIONS);
        for (int index = 1; index <= count; index++) {
            Thread thread = new Thread(this::run, name + "-" + index);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    /** Begins; the first thing is a hash that nobody waits for, since cold code takes a second or more for one. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Checks what was typed against a hash. Any thread; {@code done} runs once: on a thread of this loop, or at once on
     * the caller's with {@link Answer#TOO_BUSY}.
     */
    public void checkOrRefuse(PasswordHash hash, char[] typed, Consumer<Answer> done) {
        long forecastNanos = inbox.size() * lastNanos.get() / threads.size();
        long untilNanos = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX);
        if (forecastNanos > TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX)
                || stopping
                || !inbox.offer(new Check(() -> hash.matches(typed), untilNanos, done))) {
            done.accept(Answer.TOO_BUSY);
        }
    }

    /** Stops; who waits is told that there was no time. */
    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        refuseWaiting();
    }

    private void run() {
        try {
            warming.matches(new char[0]);
            while (!stopping) {
                serve(inbox.take());
            }
        } catch (InterruptedException _) {
            // only close() interrupts
            refuseWaiting();
        } catch (RuntimeException bug) {
            broken.accept(bug);
        }
    }

    private void serve(Check check) {
        long begin = nanos.getAsLong();
        if (begin - check.untilNanos > 0) {
            check.done.accept(Answer.TOO_BUSY);
            return;
        }
        boolean right = check.matches.getAsBoolean();
        lastNanos.set(nanos.getAsLong() - begin);
        check.done.accept(right ? Answer.RIGHT : Answer.WRONG);
    }

    private void refuseWaiting() {
        List<Check> waiting = new ArrayList<>();
        inbox.drainTo(waiting);
        waiting.forEach(check -> check.done.accept(Answer.TOO_BUSY));
    }
}

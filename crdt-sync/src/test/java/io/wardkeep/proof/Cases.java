package io.wardkeep.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Runs numbered cases on every processor until one fails. The failing case with the lowest number is the one that is
 * reported, whichever thread is faster.
 *
 * @param <T> what a case gives
 */
final class Cases<T> {

    /** What becomes of one case. Called by one thread at a time, in no particular order. */
    interface Sink<T> {
        /** Takes one. */
        void add(long number, T outcome);
    }

    /**
     * How it went.
     *
     * @param done how many cases were run
     * @param failed the first that failed
     * @param threads how many ran at once
     */
    record Result(long done, OptionalLong failed, int threads) {}

    private final LongFunction<T> run;
    private final Predicate<T> fails;

    Cases(LongFunction<T> run, Predicate<T> fails) {
        this.run = run;
        this.fails = fails;
    }

    /** Runs {@code count} cases from {@code first} on. */
    Result run(long first, long count, Sink<T> sink) throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        AtomicLong next = new AtomicLong(first);
        AtomicLong until = new AtomicLong(first + count);
        AtomicLong done = new AtomicLong();
        ReentrantLock lock = new ReentrantLock();
        Callable<OptionalLong> worker = () -> {
            for (long number = next.getAndIncrement(); number < until.get(); number = next.getAndIncrement()) {
                T outcome = run.apply(number);
                done.incrementAndGet();
                lock.lock();
                try {
                    sink.add(number, outcome);
                } finally {
                    lock.unlock();
                }
                if (fails.test(outcome)) {
                    // Nobody begins a later one; earlier ones that are under way may still fail.
                    until.set(first);
                    return OptionalLong.of(number);
                }
            }
            return OptionalLong.empty();
        };
        OptionalLong failed = OptionalLong.empty();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<OptionalLong>> workers = new ArrayList<>();
            for (int index = 0; index < threads; index++) {
                workers.add(pool.submit(worker));
            }
            for (Future<OptionalLong> one : workers) {
                OptionalLong its = one.get();
                if (its.isPresent() && (failed.isEmpty() || its.getAsLong() < failed.getAsLong())) {
                    failed = its;
                }
            }
        }
        return new Result(done.get(), failed, threads);
    }
}

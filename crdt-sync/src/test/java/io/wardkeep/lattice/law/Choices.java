package io.wardkeep.lattice.law;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The one source of decisions of a case: a sequence of small numbers, drawn at random and recorded, or replayed. A
 * replay that runs out goes on with zeros, so a generator should make 0 its simplest choice.
 */
public final class Choices {

    private final long[] replay;
    private final SplittableRandom random;
    private final boolean recording;
    private long[] drawn = new long[64];
    private int size;

    private Choices(long[] replay, SplittableRandom random, boolean recording) {
        this.replay = replay;
        this.random = random;
        this.recording = recording;
    }

    /** Draws at random. */
    public static Choices random(long seed) {
        return new Choices(new long[0], new SplittableRandom(seed), true);
    }

    static Choices replaying(long[] decisions) {
        return new Choices(decisions, new SplittableRandom(0), false);
    }

    /** A number in {@code 0..bound-1}. */
    public int below(int bound) {
        return (int) draw(bound);
    }

    /** A number in {@code first..last}. */
    public int between(int first, int last) {
        return first + below(last - first + 1);
    }

    /** True in one of {@code n} cases. */
    public boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    /** Any number, small and extreme ones more often than their share. */
    public long anyLong() {
        return switch (below(4)) {
            case 0 -> below(256);
            case 1 -> -below(256);
            case 2 -> Long.MAX_VALUE - below(4);
            default -> draw(Long.MAX_VALUE) ^ (draw(2) << 63);
        };
    }

    /** One of several. */
    public <T> T of(List<T> several) {
        return several.get(below(several.size()));
    }

    /** One of several. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T of(T... several) {
        return several[below(several.length)];
    }

    private long draw(long bound) {
        long value;
        if (recording) {
            value = random.nextLong(bound);
        } else {
            value = size < replay.length ? Math.floorMod(replay[size], bound) : 0;
        }
        if (size == drawn.length) {
            drawn = Arrays.copyOf(drawn, 2 * size);
        }
        drawn[size++] = value;
        return value;
    }

    long[] taken() {
        return Arrays.copyOf(drawn, size);
    }
}

package io.wardkeep.simulator.fault;

import io.wardkeep.simulator.patient.Episode;
import io.wardkeep.simulator.patient.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** The faults of one device's line, by the steps of its bed. Owned by the device. */
public final class LineFaults {

    private static final int MILLION = 1_000_000;

    private final List<Step> steps;
    private final Deque<Step> noises = new ArrayDeque<>();
    private final RandomGenerator random;

    /** The steps are those of the device's bed, in order of time. */
    public LineFaults(List<Step> steps, RandomGenerator random) {
        this.steps = List.copyOf(steps);
        this.random = random;
        this.steps.stream()
                .filter(step -> step.episode() instanceof Episode.Garbage)
                .forEach(noises::add);
    }

    /** Is the cable out at that moment? */
    public boolean unplugged(long atMillis) {
        return steps.stream().anyMatch(step -> step.episode() instanceof Episode.Unplugged && step.lasts(atMillis));
    }

    /** Does the device say nothing at that moment? */
    public boolean silent(long atMillis) {
        return steps.stream().anyMatch(step -> step.episode() instanceof Episode.Silence && step.lasts(atMillis));
    }

    /** Does what is sent at that moment get lost? Asking takes a chance. */
    boolean dropped(long atMillis) {
        return by(atMillis, step -> step.episode() instanceof Episode.DropOuts(int percent, var _) ? percent : 0);
    }

    /** Does what is sent at that moment arrive after the next? Asking takes a chance. */
    boolean late(long atMillis) {
        return by(atMillis, step -> step.episode() instanceof Episode.Disorder(int percent, var _) ? percent : 0);
    }

    private boolean by(long atMillis, ToIntFunction<Step> percent) {
        int most = steps.stream()
                .filter(step -> step.lasts(atMillis))
                .mapToInt(percent)
                .max()
                .orElse(0);
        return most > 0 && random.nextInt(100) < most;
    }

    /** The bytes as they arrive: the same, or a copy with bits turned. */
    byte[] damaged(byte[] bytes, long atMillis) {
        byte[] arrived = bytes;
        for (Step step : steps) {
            if (step.episode() instanceof Episode.BitErrors(int perMillion, var _) && step.lasts(atMillis)) {
                arrived = arrived.clone();
                turn(arrived, perMillion);
            }
        }
        return arrived;
    }

    private void turn(byte[] bytes, int perMillion) {
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            if (random.nextInt(MILLION) < perMillion) {
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            }
        }
    }

    /** Noise that is due until then and was not given out before; empty for none. */
    public byte[] noise(long atMillis) {
        Step next = noises.peek();
        if (next == null || next.at().toMillis() > atMillis) {
            return new byte[0];
        }
        noises.remove();
        byte[] noise = next.episode() instanceof Episode.Garbage(int bytes) ? new byte[bytes] : new byte[0];
        random.nextBytes(noise);
        return noise;
    }
}

package io.wardkeep.simulator.fault;

import io.wardkeep.simulator.patient.Episode;
import io.wardkeep.simulator.patient.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** The faults of one device's line, by the steps of its bed. Owned by the device. */
public final class LineFaults {

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

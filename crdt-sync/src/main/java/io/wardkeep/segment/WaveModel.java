package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Waveform;

/**
 * The samples of one column of runs: each against the straight line through the two before it, with a model that knows
 * how large the last three errors were and where the last two pointed. Where the device uses only some of the numbers
 * in its range, samples are counted in numbers used.
 */
final class WaveModel {

    private static final int ENERGIES = 12;
    private static final int STEPS_MAX = 20;
    private static final int STEPS = 32;
    private static final long ERROR_MAX = 1_000_000;
    private static final byte[] ENERGY_OF = energies();

    private final Channel channel;
    private final int[] zeros = BitCoder.cells(ENERGIES * 16, 600, 1);
    private final int[] signs = BitCoder.cells(4 * 16, 500, 1);
    private final int[] steps = BitCoder.cells(ENERGIES * STEPS, 600, 1);
    private final int[] numbers = BitCoder.cells(Long.SIZE + 1, 600, 1);
    private final int[] holes = BitCoder.cells(2, 500, 1);
    private boolean begun;
    private long last;
    private long lastButOne;
    private int error1;
    private int error2;
    private int error3;

    WaveModel(Channel channel) {
        this.channel = channel;
    }

    private static byte[] energies() {
        byte[] energies = new byte[256];
        int[] begin = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 90, 150};
        for (int energy = 0; energy < begin.length; energy++) {
            for (int sum = begin[energy]; sum < energies.length; sum++) {
                energies[sum] = (byte) energy;
            }
        }
        return energies;
    }

    /** Writes or reads a run in place. */
    void run(BitCoder coder, int[] samples, boolean holed) throws MalformedBytesException {
        if (holed) {
            runWithHoles(coder, samples);
            return;
        }
        if (!coder.decodes()) {
            channel.toSteps(samples);
        }
        int index = 0;
        if (!begun) {
            samples[0] = first(coder, samples[0]);
            index = 1;
        }
        long max = channel.stepMax();
        long min = channel.stepMin();
        for (; index < samples.length; index++) {
            samples[index] = (int) next(coder, samples[index], min, max);
        }
        channel.fromSteps(samples);
    }

    private void runWithHoles(BitCoder coder, int[] samples) throws MalformedBytesException {
        int there = 0;
        int before = 0;
        boolean[] missing = new boolean[samples.length];
        for (int index = 0; index < samples.length; index++) {
            before = coder.bit(holes, before, samples[index] == Waveform.MISSING ? 1 : 0);
            missing[index] = before != 0;
            there += 1 - before;
        }
        if (there == samples.length) {
            throw new MalformedBytesException("a run said to miss samples misses none");
        }
        int[] dense = new int[there];
        for (int index = 0, at = 0; index < samples.length; index++) {
            if (!missing[index]) {
                dense[at++] = samples[index];
            }
        }
        if (there > 0) {
            run(coder, dense, false);
        }
        for (int index = 0, at = 0; index < samples.length; index++) {
            samples[index] = missing[index] ? Waveform.MISSING : dense[at++];
        }
    }

    private int first(BitCoder coder, int sample) throws MalformedBytesException {
        begun = true;
        long step = channel.hasRange()
                ? channel.stepMin() + coder.upTo(channel.stepMax() - channel.stepMin(), sample - channel.stepMin())
                : coder.signedNumber(numbers, 0, sample);
        if (step < channel.stepMin() || step > channel.stepMax()) {
            throw new MalformedBytesException("a sample out of its range");
        }
        last = step;
        lastButOne = step;
        return (int) step;
    }

    private long next(BitCoder coder, long sample, long min, long max) throws MalformedBytesException {
        long expected = Math.clamp(2 * last - lastButOne, min, max);
        long step = expected + error(coder, sample - expected);
        if (step < min || step > max) {
            throw new MalformedBytesException("a sample out of its range");
        }
        lastButOne = last;
        last = step;
        return step;
    }

    private long error(BitCoder coder, long error) throws MalformedBytesException {
        int sum = 2 * Math.abs(error1) + Math.abs(error2) + (Math.abs(error3) + 1 >> 1) + 1 >> 1;
        int energy = ENERGY_OF[Math.min(sum, ENERGY_OF.length - 1)];
        int trend = (Integer.signum(error1) + 1) * 3 + Integer.signum(error2) + 1;
        error3 = error2;
        error2 = error1;
        error1 = 0;
        if (coder.bit(zeros, energy * 16 + trend, error == 0 ? 0 : 1) == 0) {
            return 0;
        }
        boolean up = coder.flag(signs, Math.min(energy, 3) * 16 + trend, error > 0);
        long size = size(coder, Math.abs(error), energy * STEPS);
        long signed = up ? size : -size;
        // Errors beyond any device are remembered as large, not as they are.
        error1 = (int) Math.clamp(signed, -ERROR_MAX, ERROR_MAX);
        return signed;
    }

    private long size(BitCoder coder, long size, int context) throws MalformedBytesException {
        for (int step = 1; step <= STEPS_MAX; step++) {
            if (coder.bit(steps, context + step, size != step ? 1 : 0) == 0) {
                return step;
            }
        }
        long rest = coder.number(numbers, 0, size - STEPS_MAX - 1);
        if (rest >>> Integer.SIZE != 0) {
            throw new MalformedBytesException("a sample out of its range");
        }
        return rest + STEPS_MAX + 1;
    }
}

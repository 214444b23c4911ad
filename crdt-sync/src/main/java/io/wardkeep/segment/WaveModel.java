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
        int from = 0;
        if (!begun) {
            samples[0] = first(coder, samples[0]);
            from = 1;
        }
        // Each direction has a loop of its own over the same model: what is called most must not ask which it is.
        switch (coder) {
            case BitEncoder encoder -> write(encoder, samples, from);
            case BitDecoder decoder -> read(decoder, samples, from);
        }
        channel.fromSteps(samples);
    }

    private void write(BitEncoder coder, int[] samples, int from) throws MalformedBytesException {
        long max = channel.stepMax();
        long min = channel.stepMin();
        long one = last;
        long two = lastButOne;
        for (int index = from; index < samples.length; index++) {
            int step = samples[index];
            long error = step - Math.clamp(2 * one - two, min, max);
            int energy = energy();
            int trend = trend();
            learn(error);
            two = one;
            one = step;
            if (error == 0) {
                coder.bit(zeros, energy * 16 + trend, 0);
                continue;
            }
            coder.bit(zeros, energy * 16 + trend, 1);
            coder.coin(signs, Math.min(energy, 3) * 16 + trend, error > 0 ? 1 : 0);
            long size = Math.abs(error);
            int cell = energy * STEPS + 1;
            int end = energy * STEPS + (int) Math.min(size, STEPS_MAX + 1);
            while (cell < end) {
                coder.bit(steps, cell++, 1);
            }
            if (size <= STEPS_MAX) {
                coder.bit(steps, cell, 0);
            } else {
                coder.number(numbers, 0, size - STEPS_MAX - 1);
            }
        }
        last = one;
        lastButOne = two;
    }

    private void read(BitDecoder coder, int[] samples, int from) throws MalformedBytesException {
        long max = channel.stepMax();
        long min = channel.stepMin();
        long one = last;
        long two = lastButOne;
        for (int index = from; index < samples.length; index++) {
            int energy = energy();
            int trend = trend();
            long error = 0;
            if (coder.bit(zeros, energy * 16 + trend, 0) != 0) {
                long down = coder.coin(signs, Math.min(energy, 3) * 16 + trend) - 1L;
                int size = 1;
                while (size <= STEPS_MAX && coder.bit(steps, energy * STEPS + size, 0) != 0) {
                    size++;
                }
                error = ((size > STEPS_MAX ? far(coder) : size) ^ down) - down;
            }
            long step = Math.clamp(2 * one - two, min, max) + error;
            if (step < min || step > max) {
                throw new MalformedBytesException("a sample out of its range");
            }
            samples[index] = (int) step;
            learn(error);
            two = one;
            one = step;
        }
        last = one;
        lastButOne = two;
    }

    private long far(BitDecoder coder) throws MalformedBytesException {
        long rest = coder.number(numbers, 0, 0);
        if (rest >>> Integer.SIZE != 0) {
            throw new MalformedBytesException("a sample out of its range");
        }
        return rest + STEPS_MAX + 1;
    }

    private int energy() {
        int sum = 2 * Math.abs(error1) + Math.abs(error2) + (Math.abs(error3) + 1 >> 1) + 1 >> 1;
        return ENERGY_OF[Math.min(sum, ENERGY_OF.length - 1)];
    }

    private int trend() {
        return (Integer.signum(error1) + 1) * 3 + Integer.signum(error2) + 1;
    }

    private void learn(long error) {
        error3 = error2;
        error2 = error1;
        // Errors beyond any device are remembered as large, not as they are.
        error1 = (int) Math.clamp(error, -ERROR_MAX, ERROR_MAX);
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
}

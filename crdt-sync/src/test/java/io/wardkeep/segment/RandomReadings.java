package io.wardkeep.segment;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Streams of readings as devices give them, and as no device does. */
final class RandomReadings {

    private static final long START = 1_800_000_000_000L;
    private static final int[][] METRICS = {
        {147842, 264864}, {149530, 264864}, {151562, 264928}, {150456, 262688}, {150364, 268192}, {77, 88}
    };
    private static final long[] EXTREMES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, -(1L << 40), 1L << 62};

    private final RandomGenerator random;
    private final long[] values = new long[METRICS.length];
    private final long[] walks = new long[METRICS.length];

    RandomReadings(RandomGenerator random) {
        this.random = random;
    }

    /** One of the kinds of streams, up to {@code max} readings. */
    List<Reading> stream(int max) {
        int count = 1 + random.nextInt(max);
        return switch (random.nextInt(4)) {
            case 0 -> polls(count, 0);
            case 1 -> polls(count, 1 + random.nextInt(40));
            case 2 -> waves(count);
            default -> wild(count);
        };
    }

    /** A monitor that is asked once a second, {@code jitterMillis} late at most. */
    private List<Reading> polls(int count, int jitterMillis) {
        List<Reading> readings = new ArrayList<>();
        boolean clock = random.nextInt(3) == 0;
        int metrics = 1 + random.nextInt(METRICS.length);
        long at = START + random.nextInt(600_000);
        while (readings.size() < count) {
            long measured = at + (jitterMillis == 0 ? 0 : random.nextInt(jitterMillis));
            long device = clock ? at - 3_600_000 - at % 1_000 : Reading.NO_DEVICE_TIME;
            for (int index = 0; index < metrics && readings.size() < count; index++) {
                readings.add(value(index, measured, device));
            }
            at += random.nextInt(100) == 0 ? random.nextInt(100_000) : 1_000;
        }
        return readings;
    }

    private Reading value(int metric, long measured, long device) {
        int code = METRICS[metric][0];
        int unit = METRICS[metric][1];
        if (random.nextInt(50) == 0) {
            return new Observation(code, 0, 0, unit, Validity.SENSOR_OFF, measured, device);
        }
        if (random.nextInt(4) == 0) {
            values[metric] += random.nextInt(7) - 3;
        }
        int scale = metric == 4 ? random.nextInt(2) : 0;
        Validity validity = random.nextInt(30) == 0 ? Validity.QUESTIONABLE : Validity.VALID;
        return new Observation(code, values[metric], scale, unit, validity, measured, device);
    }

    /** Curves beside values; some use few of the numbers in their range, some miss samples. */
    private List<Reading> waves(int count) {
        List<Reading> readings = new ArrayList<>();
        int length = 1 + random.nextInt(200);
        int curves = 1 + random.nextInt(3);
        int factor = 1 + random.nextInt(5);
        for (long at = START; readings.size() < count; at += 8L * length) {
            for (int curve = 0; curve < curves && readings.size() < count; curve++) {
                readings.add(wave(curve, random.nextInt(20) == 0 ? 1 + random.nextInt(300) : length, factor, at));
            }
            if (random.nextInt(4) == 0) {
                readings.add(value(0, at, Reading.NO_DEVICE_TIME));
            }
        }
        return readings;
    }

    private Waveform wave(int curve, int length, int factor, long at) {
        int[] samples = new int[length];
        boolean holes = random.nextInt(10) == 0;
        for (int index = 0; index < length; index++) {
            walks[curve] = Math.clamp(walks[curve] + random.nextInt(9) - 4, -200, 200);
            samples[index] = holes && random.nextInt(3) == 0 ? Waveform.MISSING : (int) walks[curve] * factor;
        }
        return new Waveform(131329 + curve, 266418, 8_000_000, 0, samples, Validity.VALID, at, Reading.NO_DEVICE_TIME);
    }

    /** Anything that the types allow. */
    private List<Reading> wild(int count) {
        List<Reading> readings = new ArrayList<>();
        while (readings.size() < count) {
            Validity validity = Validity.values()[random.nextInt(Validity.values().length)];
            long measured = random.nextBoolean() ? START + random.nextInt(10) : extreme();
            long device = random.nextBoolean() ? Reading.NO_DEVICE_TIME : extreme();
            int code = random.nextInt(3) == 0 ? random.nextInt() : METRICS[random.nextInt(METRICS.length)][0];
            if (random.nextInt(3) == 0) {
                int[] samples = new int[1 + random.nextInt(5)];
                for (int index = 0; index < samples.length; index++) {
                    samples[index] = (int) extreme();
                }
                long period = 1 + (random.nextLong() >>> 1 >>> random.nextInt(63)) % Long.MAX_VALUE;
                readings.add(new Waveform(
                        code, random.nextInt(), period, random.nextInt(10), samples, validity, measured, device));
            } else if (validity.hasValue()) {
                readings.add(new Observation(
                        code, extreme(), random.nextInt(10), random.nextInt(2), validity, measured, device));
            } else {
                readings.add(new Observation(code, 0, 0, random.nextInt(2), validity, measured, device));
            }
        }
        return readings;
    }

    private long extreme() {
        return switch (random.nextInt(4)) {
            case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
            case 1 -> random.nextLong();
            case 2 -> Integer.MIN_VALUE + (long) random.nextInt(3);
            default -> random.nextInt(200) - 100;
        };
    }
}

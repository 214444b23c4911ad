package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;

/** One real-time curve as the device offers it, and the samples that came of it. Owned by one session. */
final class Curve {

    private static final int DIGITS_PER_UNIT = 100;
    /** Decimals of a sample. */
    private static final int HUNDREDTHS = 2;
    /** Of one that the device gives in percent, and the nomenclature as a part of the whole. */
    private static final int HUNDREDTHS_OF_A_PERCENT = 4;

    private static final long RUN_MICROS = 250_000;
    private static final int RUN_SAMPLES_MAX = 250;

    private final Metric metric;
    private final Conversion conversion;
    private final int scale;
    private final long periodMicros;
    private final long min;
    private final long max;
    private final int binMax;
    private final int[] samples;
    private int length;
    private long firstMillis;
    /** Samples missing at the end of the run; a curve that has not begun misses nothing. */
    private int missing;

    private long skippedMicros;

    Curve(Kind kind, long periodMicros, long min, long max, int binMax) {
        metric = kind.metric();
        conversion = kind.conversion;
        scale = kind.scale;
        this.periodMicros = periodMicros;
        this.min = min;
        this.max = max;
        this.binMax = binMax;
        samples = new int[Math.clamp(RUN_MICROS / periodMicros, 1, RUN_SAMPLES_MAX)];
        missing = samples.length;
    }

    /** Curves that are worth their bytes, the most wanted first. */
    enum Kind {
        AIRWAY_PRESSURE(0x00, 151_792, Conversion.MILLIBAR_TO_CENTIMETRES, HUNDREDTHS),
        FLOW(0x01, 151_764, Conversion.NONE, HUNDREDTHS),
        CARBON_DIOXIDE(0x06, 151_700, Conversion.NONE, HUNDREDTHS),
        VOLUME(0x03, 152_708, Conversion.NONE, HUNDREDTHS),
        PLETHYSMOGRAM(0x02, 150_452, Conversion.NONE, HUNDREDTHS_OF_A_PERCENT);

        private final int code;
        private final int metricCode;
        private final Conversion conversion;
        private final int scale;

        Kind(int code, int metricCode, Conversion conversion, int scale) {
            this.code = code;
            this.metricCode = metricCode;
            this.conversion = conversion;
            this.scale = scale;
        }

        int code() {
            return code;
        }

        Metric metric() {
            return Measurements.metric(metricCode);
        }
    }

    long periodMicros() {
        return periodMicros;
    }

    /** {@code bin} is what the device sent, 0 to 4095. */
    void add(int bin, long nowMillis, Consumer<DriverEvent> events) {
        missing = 0;
        skippedMicros = 0;
        if (length == 0) {
            firstMillis = nowMillis;
        }
        sample(
                bin > binMax
                        ? Waveform.MISSING
                        : (int) Math.round(conversion.of(min + (double) bin * (max - min) / binMax) * DIGITS_PER_UNIT),
                events);
    }

    /**
     * A record of that many microseconds had no sample of this curve: one is missing where the curve should have had
     * one by now. What stays away longer than a run is no curve any more.
     */
    void skip(long recordMicros, long nowMillis, Consumer<DriverEvent> events) {
        skippedMicros += recordMicros;
        if (skippedMicros < periodMicros) {
            return;
        }
        skippedMicros -= periodMicros;
        if (missing < samples.length) {
            missing++;
            if (length == 0) {
                firstMillis = nowMillis;
            }
            sample(Waveform.MISSING, events);
            if (missing == samples.length) {
                end(events);
            }
        }
    }

    private void sample(int sample, Consumer<DriverEvent> events) {
        samples[length++] = sample;
        if (length == samples.length) {
            end(events);
        }
    }

    /** Says what there is. */
    void end(Consumer<DriverEvent> events) {
        if (length > 0) {
            events.accept(new DriverEvent.Measured(new Waveform(
                    metric.code(),
                    metric.unitCode(),
                    periodMicros * 1_000,
                    scale,
                    Arrays.copyOf(samples, length),
                    Validity.VALID,
                    firstMillis,
                    Reading.NO_DEVICE_TIME)));
            length = 0;
        }
    }
}

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

    /** Decimals of a sample. */
    private static final int SCALE = 2;

    private static final int DIGITS_PER_UNIT = 100;
    private static final long RUN_MICROS = 250_000;
    private static final int RUN_SAMPLES_MAX = 250;

    private final Metric metric;
    private final Conversion conversion;
    private final long periodMicros;
    private final long min;
    private final long max;
    private final int binMax;
    private final int[] samples;
    private int length;
    private long firstMillis;

    Curve(Kind kind, long periodMicros, long min, long max, int binMax) {
        metric = kind.metric();
        conversion = kind.conversion;
        this.periodMicros = periodMicros;
        this.min = min;
        this.max = max;
        this.binMax = binMax;
        samples = new int[Math.clamp(RUN_MICROS / periodMicros, 1, RUN_SAMPLES_MAX)];
    }

    /** Curves that are worth their bytes, the most wanted first. */
    enum Kind {
        AIRWAY_PRESSURE(0x00, 151_792, Conversion.MILLIBAR_TO_CENTIMETRES),
        FLOW(0x01, 151_764, Conversion.NONE),
        CARBON_DIOXIDE(0x06, 151_700, Conversion.NONE),
        VOLUME(0x03, 152_708, Conversion.NONE),
        PLETHYSMOGRAM(0x02, 150_452, Conversion.NONE);

        private final int code;
        private final int metricCode;
        private final Conversion conversion;

        Kind(int code, int metricCode, Conversion conversion) {
            this.code = code;
            this.metricCode = metricCode;
            this.conversion = conversion;
        }

        int code() {
            return code;
        }

        Metric metric() {
            return Measurements.metric(metricCode);
        }
    }

    /** {@code bin} is what the device sent, 0 to 4095. */
    void add(int bin, long nowMillis, Consumer<DriverEvent> events) {
        if (length == 0) {
            firstMillis = nowMillis;
        }
        samples[length++] = bin > binMax
                ? Waveform.MISSING
                : (int) Math.round(conversion.of(min + (double) bin * (max - min) / binMax) * DIGITS_PER_UNIT);
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
                    SCALE,
                    Arrays.copyOf(samples, length),
                    Validity.VALID,
                    firstMillis,
                    Reading.NO_DEVICE_TIME)));
            length = 0;
        }
    }
}

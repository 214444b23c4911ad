package io.wardkeep.gateway.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * One latency: a histogram for Prometheus, and exact enough quantiles since the start, worst case included. Any thread.
 */
public final class LatencyRecorder {

    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Timer timer;
    private final Histogram histogram = new ConcurrentHistogram(HIGHEST_NANOS, 2);

    /** Registers the meter and its quantiles. */
    public LatencyRecorder(MeterRegistry registry, GatewayMeter meter) {
        timer = Timer.builder(meter.meterName())
                .serviceLevelObjectives(
                        Duration.ofNanos(10_000),
                        Duration.ofNanos(100_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(registry);
        quantile(registry, meter, "0.5", 50);
        quantile(registry, meter, "0.99", 99);
        quantile(registry, meter, "0.999", 99.9);
        quantile(registry, meter, "1", 100);
    }

    private void quantile(MeterRegistry registry, GatewayMeter meter, String label, double percentile) {
        Gauge.builder(meter.meterName() + ".quantile", this, recorder -> recorder.seconds(percentile))
                .tag("quantile", label)
                .baseUnit("seconds")
                .register(registry);
    }

    /** One more. */
    public void record(long nanos) {
        long taken = Math.clamp(nanos, 0, HIGHEST_NANOS);
        timer.record(taken, TimeUnit.NANOSECONDS);
        histogram.recordValue(taken);
    }

    /** The value that {@code percentile} percent of all did not exceed, in seconds. */
    public double seconds(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e9;
    }

    /** How many. */
    public long count() {
        return histogram.getTotalCount();
    }
}

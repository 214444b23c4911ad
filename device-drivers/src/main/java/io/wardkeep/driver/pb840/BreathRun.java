package io.wardkeep.driver.pb840;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;

/** Gathers samples of 50 Hz into runs of half a second, none of them longer than its breath. Owned by one session. */
final class BreathRun {

    static final Metric FLOW = Measurements.metric(151_764);
    static final Metric PRESSURE = Measurements.metric(151_792);

    private static final int RUN = 25;
    private static final long PERIOD_NANOS = 20_000_000;
    /** A line that was quiet for so long goes on at another time. */
    private static final long PAUSE_MILLIS = 1_000;

    private final int[] flow = new int[RUN];
    private final int[] pressure = new int[RUN];
    private int held;
    private long firstMillis;
    private long lastMillis;

    void take(int flowHundredths, int pressureHundredths, long nowMillis, Consumer<DriverEvent> events) {
        if (nowMillis - lastMillis >= PAUSE_MILLIS) {
            end(events);
        }
        if (held == 0) {
            firstMillis = nowMillis;
        }
        lastMillis = nowMillis;
        flow[held] = believed(FLOW, flowHundredths);
        pressure[held] = believed(PRESSURE, pressureHundredths);
        held++;
        if (held == RUN) {
            end(events);
        }
    }

    void end(Consumer<DriverEvent> events) {
        if (held > 0) {
            say(FLOW, flow, events);
            say(PRESSURE, pressure, events);
            held = 0;
        }
    }

    /** Without a check sum, a lost point shows as a number that no lung makes. */
    private static int believed(Metric metric, int hundredths) {
        return hundredths == Waveform.MISSING || metric.plausible(hundredths, BreathLine.SCALE)
                ? hundredths
                : Waveform.MISSING;
    }

    private void say(Metric metric, int[] samples, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Measured(new Waveform(
                metric.code(),
                metric.unitCode(),
                PERIOD_NANOS,
                BreathLine.SCALE,
                Arrays.copyOf(samples, held),
                Validity.VALID,
                firstMillis,
                Reading.NO_DEVICE_TIME)));
    }
}

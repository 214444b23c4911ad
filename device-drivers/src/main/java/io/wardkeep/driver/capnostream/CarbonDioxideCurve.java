package io.wardkeep.driver.capnostream;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.function.Consumer;

/**
 * Gathers samples of 20 Hz into runs of five. A sample that the device lost, by its counter, ends the run before it.
 * Owned by one session.
 */
final class CarbonDioxideCurve {

    private static final Metric CURVE = Measurements.metric(151_700);
    private static final int RUN = 5;
    private static final long PERIOD_NANOS = 50_000_000;
    private static final int COUNTER_MODULUS = 256;
    /** More than half a turn of the counter is a device that started anew. */
    private static final int LOST_MAX = COUNTER_MODULUS / 2;

    private static final int SAMPLE_FRAME_BYTES = 8;

    /**
     * The device's 256ths are rounded to thousandths: finer than its step, so that the device's number can be had back.
     */
    private static final int SCALE = 3;

    private final int[] run = new int[RUN];
    private int held;
    private boolean anyValue;
    private boolean sensorOff;
    private long firstMillis;
    private int lastCounter = -1;

    /**
     * A sample.
     *
     * @param counter the device's message number, 0 to 255
     * @param value256ths mmHg times 256, or {@link Waveform#MISSING}
     * @param lineOff is there no FilterLine?
     */
    void take(int counter, int value256ths, boolean lineOff, long nowMillis, Consumer<DriverEvent> events) {
        if (lastCounter >= 0) {
            int lost = Math.floorMod(counter - lastCounter - 1, COUNTER_MODULUS);
            if (lost > 0) {
                say(events);
                if (lost < LOST_MAX) {
                    events.accept(new DriverEvent.Malformed("lost-sample", lost * SAMPLE_FRAME_BYTES));
                }
            }
        }
        lastCounter = counter;
        if (held == 0) {
            firstMillis = nowMillis;
        }
        boolean missing = value256ths == Waveform.MISSING;
        run[held++] = missing ? Waveform.MISSING : (value256ths * 1_000 + 128) / 256;
        anyValue |= !missing;
        sensorOff |= lineOff;
        if (held == RUN) {
            say(events);
        }
    }

    private void say(Consumer<DriverEvent> events) {
        if (held == 0) {
            return;
        }
        int[] samples = new int[held];
        System.arraycopy(run, 0, samples, 0, held);
        Validity validity = anyValue ? Validity.VALID : sensorOff ? Validity.SENSOR_OFF : Validity.INVALID;
        events.accept(new DriverEvent.Measured(new Waveform(
                CURVE.code(),
                CURVE.unitCode(),
                PERIOD_NANOS,
                SCALE,
                samples,
                validity,
                firstMillis,
                Reading.NO_DEVICE_TIME)));
        held = 0;
        anyValue = false;
        sensorOff = false;
    }
}

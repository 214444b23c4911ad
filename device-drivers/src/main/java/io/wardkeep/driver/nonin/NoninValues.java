package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;

/** What Nonin's numbers mean in every format. */
final class NoninValues {

    private static final int SATURATION_MISSING = 127;
    private static final int RATE_MISSING = 511;

    private NoninValues() {}

    static Observation saturation(int percent, boolean sensorOff, boolean doubted, long measuredMillis) {
        return saturation(percent, sensorOff, doubted, measuredMillis, Reading.NO_DEVICE_TIME);
    }

    static Observation saturation(
            int percent, boolean sensorOff, boolean doubted, long measuredMillis, long deviceMillis) {
        return observation(
                Oximetry.SATURATION,
                percent,
                percent == SATURATION_MISSING || percent == 0,
                sensorOff,
                doubted,
                measuredMillis,
                deviceMillis);
    }

    static Observation rate(int perMinute, boolean sensorOff, boolean doubted, long measuredMillis) {
        return rate(perMinute, sensorOff, doubted, measuredMillis, Reading.NO_DEVICE_TIME);
    }

    static Observation rate(int perMinute, boolean sensorOff, boolean doubted, long measuredMillis, long deviceMillis) {
        return observation(
                Oximetry.PULSE_RATE,
                perMinute,
                perMinute == RATE_MISSING || perMinute == 0,
                sensorOff,
                doubted,
                measuredMillis,
                deviceMillis);
    }

    /** While the sensor is off, the device still shows the last values for ten seconds: those are doubted. */
    private static Observation observation(
            Metric metric,
            int number,
            boolean missing,
            boolean sensorOff,
            boolean doubted,
            long measuredMillis,
            long deviceMillis) {
        if (missing) {
            return Measurements.missing(
                    metric, sensorOff ? Validity.SENSOR_OFF : Validity.INVALID, measuredMillis, deviceMillis);
        }
        return Measurements.value(
                metric,
                number,
                0,
                sensorOff || doubted ? Validity.QUESTIONABLE : Validity.VALID,
                measuredMillis,
                deviceMillis);
    }
}

package io.wardkeep.driver.capnostream;

import io.wardkeep.driver.AlertStates;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Validity;
import java.util.function.Consumer;

/** What the once-a-second message says, and what must be remembered of it. Owned by one session. */
final class CapnostreamNumbers {

    static final int PAYLOAD_BYTES_MIN = 27;

    private static final Metric END_TIDAL = Measurements.metric(151_708);
    private static final Metric INSPIRED = Measurements.metric(151_716);
    private static final Metric RESPIRATION = Measurements.metric(151_594);

    private static final DriverEvent END_TIDAL_LEFT_OUT = leftOut(END_TIDAL);
    private static final DriverEvent INSPIRED_LEFT_OUT = leftOut(INSPIRED);

    private static final int MISSING = 0xFF;
    private static final int UNIT_MMHG = 1;
    private static final int UNIT_VOLUME_PERCENT = 3;

    private static final int END_TIDAL_AT = 4;
    private static final int INSPIRED_AT = 5;
    private static final int RESPIRATION_AT = 6;
    private static final int SATURATION_AT = 7;
    private static final int PULSE_AT = 8;
    private static final int SLOW_STATUS_AT = 9;
    private static final int CO2_ALARMS_AT = 13;
    private static final int OXIMETER_ALARMS_AT = 14;
    private static final int UNIT_AT = 25;
    private static final int EXTENDED_STATUS_AT = 26;

    private static final int ADVISORY = 0x20;
    private static final int SENSOR_OFF = 0x20;
    private static final int SENSOR_DISCONNECTED = 0x40;
    private static final int PULSE_NOT_FOUND = 0x01;
    private static final int BATTERY_LOW = 0x80;
    private static final int MALFUNCTION = 0x80;

    private static final int LINE_OFF = 0x40;
    private static final int OCCLUDED = 0x04;
    /** Invalid, initialising, self-maintenance, purging, line off, malfunction. */
    private static final int NO_CARBON_DIOXIDE = 0x01 | 0x02 | 0x10 | 0x20 | LINE_OFF | MALFUNCTION;

    private final TechnicalStates conditions = new TechnicalStates();
    private final AlertStates alerts = new AlertStates();
    private final ShiftedNumbers shifted = new ShiftedNumbers();
    private int unit;
    private int fastStatus;
    private boolean fastStatusHeard;
    private boolean oximeterUnplugged;
    private boolean oximeterOff;
    /** End-tidal and inspired CO2 were said and must be said to be gone when their unit is another one. */
    private boolean carbonDioxideSaid;

    /** Is the curve in mmHg, as far as is known? */
    boolean curveInMmhg() {
        return unit == UNIT_MMHG;
    }

    /** The status that came with a sample of the curve. Returns whether the sample is a value. */
    boolean reportFastStatus(int status, Consumer<DriverEvent> events) {
        if (status != fastStatus || !fastStatusHeard) {
            fastStatusHeard = true;
            fastStatus = status;
            reportSensors(events);
            conditions.report(TechnicalCondition.DEVICE_FAULT, (status & MALFUNCTION) != 0, events);
            alerts.report("co2-occlusion", 0, AlertPriority.MEDIUM, false, (status & OCCLUDED) != 0, events);
        }
        return (status & (NO_CARBON_DIOXIDE | OCCLUDED)) == 0;
    }

    static boolean lineOff(int fastStatus) {
        return (fastStatus & LINE_OFF) != 0;
    }

    /**
     * Says what the numbers say.
     *
     * @return why they are no numbers; empty where they are
     */
    String report(CapnostreamFramer message, long nowMillis, Consumer<DriverEvent> events) {
        if (message.payload(UNIT_AT) < UNIT_MMHG || message.payload(UNIT_AT) > UNIT_VOLUME_PERCENT) {
            return "unit";
        }
        if (shifted.suspects(message.payload(SATURATION_AT), message.payload(PULSE_AT))) {
            return "shifted";
        }
        shifted.accept(message.payload(RESPIRATION_AT), message.payload(SATURATION_AT));
        unit = message.payload(UNIT_AT);
        int oximeterAlarms = message.payload(OXIMETER_ALARMS_AT);
        oximeterUnplugged = (oximeterAlarms & SENSOR_DISCONNECTED) != 0;
        oximeterOff = oximeterUnplugged || (oximeterAlarms & SENSOR_OFF) != 0;
        reportSensors(events);
        int extended = message.payload(EXTENDED_STATUS_AT);
        conditions.report(TechnicalCondition.SIGNAL_POOR, (oximeterAlarms & PULSE_NOT_FOUND) != 0, events);
        conditions.report(TechnicalCondition.BATTERY_LOW, (extended & BATTERY_LOW) != 0, events);
        reportAlarms(message.payload(CO2_ALARMS_AT), oximeterAlarms, events);
        low("check-calibration", (extended & 0x01) != 0, events);
        low("check-flow", (extended & 0x02) != 0, events);
        low("pump-off", (extended & 0x04) != 0, events);
        low("advisory", (message.payload(SLOW_STATUS_AT) & ADVISORY) != 0, events);
        reportValues(message, nowMillis, events);
        return "";
    }

    private void reportSensors(Consumer<DriverEvent> events) {
        boolean lineOff = lineOff(fastStatus);
        conditions.report(TechnicalCondition.SENSOR_UNPLUGGED, lineOff || oximeterUnplugged, events);
        conditions.report(TechnicalCondition.SENSOR_OFF, lineOff || oximeterOff, events);
    }

    private void reportAlarms(int co2, int oximeter, Consumer<DriverEvent> events) {
        alerts.report("no-breath", RESPIRATION.code(), AlertPriority.HIGH, true, (co2 & 0x01) != 0, events);
        limit("etco2-high", END_TIDAL, (co2 & 0x02) != 0, events);
        limit("etco2-low", END_TIDAL, (co2 & 0x04) != 0, events);
        limit("respiration-high", RESPIRATION, (co2 & 0x08) != 0, events);
        limit("respiration-low", RESPIRATION, (co2 & 0x10) != 0, events);
        limit("fico2-high", INSPIRED, (co2 & 0x20) != 0, events);
        low("co2-alarm-bit-6", (co2 & 0x40) != 0, events);
        low("co2-alarm-bit-7", (co2 & 0x80) != 0, events);
        limit("pulse-not-found", Oximetry.PULSE_RATE, (oximeter & PULSE_NOT_FOUND) != 0, events);
        limit("spo2-high", Oximetry.SATURATION, (oximeter & 0x02) != 0, events);
        limit("spo2-low", Oximetry.SATURATION, (oximeter & 0x04) != 0, events);
        limit("pulse-high", Oximetry.PULSE_RATE, (oximeter & 0x08) != 0, events);
        limit("pulse-low", Oximetry.PULSE_RATE, (oximeter & 0x10) != 0, events);
        low("spo2-sensor-off", (oximeter & SENSOR_OFF) != 0, events);
        low("spo2-sensor-disconnected", (oximeter & SENSOR_DISCONNECTED) != 0, events);
        low("spo2-alarm-bit-7", (oximeter & 0x80) != 0, events);
    }

    private void limit(String id, Metric metric, boolean present, Consumer<DriverEvent> events) {
        alerts.report(id, metric.code(), AlertPriority.MEDIUM, true, present, events);
    }

    private void low(String id, boolean present, Consumer<DriverEvent> events) {
        alerts.report(id, 0, AlertPriority.LOW, false, present, events);
    }

    private void reportValues(CapnostreamFramer message, long nowMillis, Consumer<DriverEvent> events) {
        long deviceMillis = ((long) message.payload(0) << 24
                        | message.payload(1) << 16
                        | message.payload(2) << 8
                        | message.payload(3))
                * 1_000;
        boolean noCo2 = (fastStatus & NO_CARBON_DIOXIDE) != 0;
        Validity why = lineOff(fastStatus) ? Validity.SENSOR_OFF : Validity.INVALID;
        Validity trust = (fastStatus & OCCLUDED) != 0 ? Validity.QUESTIONABLE : Validity.VALID;
        boolean inMmhg = unit == UNIT_MMHG;
        if (inMmhg || carbonDioxideSaid) {
            boolean none = noCo2 || !inMmhg;
            int endTidal = none ? MISSING : message.payload(END_TIDAL_AT);
            int inspired = none ? MISSING : message.payload(INSPIRED_AT);
            say(END_TIDAL, endTidal, trust, why, nowMillis, deviceMillis, events);
            say(INSPIRED, inspired, trust, why, nowMillis, deviceMillis, events);
            carbonDioxideSaid = inMmhg;
        }
        if (!inMmhg) {
            events.accept(END_TIDAL_LEFT_OUT);
            events.accept(INSPIRED_LEFT_OUT);
        }
        int respiration = noCo2 ? MISSING : message.payload(RESPIRATION_AT);
        say(RESPIRATION, respiration, trust, why, nowMillis, deviceMillis, events);
        Validity oximeterWhy = oximeterOff ? Validity.SENSOR_OFF : Validity.INVALID;
        int saturation = oximeterOff ? 0 : message.payload(SATURATION_AT);
        int pulse = oximeterOff ? 0 : message.payload(PULSE_AT);
        Validity oximeterTrust =
                (message.payload(OXIMETER_ALARMS_AT) & PULSE_NOT_FOUND) != 0 ? Validity.QUESTIONABLE : Validity.VALID;
        // Zero is what an oximeter shows that sees no pulse.
        say(
                Oximetry.SATURATION,
                saturation == 0 ? MISSING : saturation,
                oximeterTrust,
                oximeterWhy,
                nowMillis,
                deviceMillis,
                events);
        say(
                Oximetry.PULSE_RATE,
                pulse == 0 ? MISSING : pulse,
                oximeterTrust,
                oximeterWhy,
                nowMillis,
                deviceMillis,
                events);
    }

    private static DriverEvent leftOut(Metric metric) {
        return new DriverEvent.LeftOut(metric.code() + " in another unit");
    }

    private static void say(
            Metric metric,
            int number,
            Validity trust,
            Validity whyMissing,
            long nowMillis,
            long deviceMillis,
            Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Measured(
                number == MISSING
                        ? Measurements.missing(metric, whyMissing, nowMillis, deviceMillis)
                        : Measurements.value(metric, number, 0, trust, nowMillis, deviceMillis)));
    }
}

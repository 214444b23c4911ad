package io.wardkeep.driver.masimo;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.util.function.Consumer;

/** What follows from a line, and what must be remembered from one line to the next. */
final class Ascii1Values {

    private static final int NO_SENSOR = 0x001;
    private static final int SENSOR_DEFECTIVE = 0x002;
    private static final int LOW_PERFUSION = 0x004;
    private static final int PULSE_SEARCH = 0x008;
    private static final int INTERFERENCE = 0x010;
    private static final int SENSOR_OFF = 0x020;
    private static final int AMBIENT_LIGHT = 0x040;
    private static final int SENSOR_UNRECOGNISED = 0x080;
    private static final int LOW_SIGNAL_QUALITY = 0x400;

    private static final int UNUSABLE = NO_SENSOR | SENSOR_DEFECTIVE | SENSOR_OFF | SENSOR_UNRECOGNISED;
    private static final int DOUBTED = LOW_PERFUSION | PULSE_SEARCH | INTERFERENCE | AMBIENT_LIGHT | LOW_SIGNAL_QUALITY;

    /** Bits 4 and 5 say that an alarm is active and that it is muted; which alarm it is, the others say. */
    private static final int ALARM_ACTIVE = 0x10;

    private static final int ALARM_ACTIVE_OR_MUTED = 0x30;

    private static final DriverEvent TREND_RECORD = new DriverEvent.LeftOut("trend-record");

    private static final int ALARM_BITS = 28;

    private final TechnicalStates conditions = new TechnicalStates();
    private final LivePace pace = new LivePace();
    private int alarmsBefore;
    private boolean everPerfused;
    private String serialBefore = "";

    void report(Ascii1Line line, long nowMillis, Consumer<DriverEvent> events) {
        if (!line.hasSerial(serialBefore)) {
            serialBefore = line.serial();
            events.accept(new DriverEvent.Identity("Masimo", serialBefore, ""));
        }
        if (!pace.isLive(line.deviceMillis(), nowMillis)) {
            events.accept(TREND_RECORD);
            return;
        }
        if (line.exceptions() != Ascii1Line.ABSENT) {
            reportConditions(line, events);
        }
        if (line.alarms() != Ascii1Line.ABSENT) {
            reportAlarms(line.alarms(), events);
        }
        value(Oximetry.SATURATION, line.saturationPercent(), 0, line, nowMillis, events);
        value(Oximetry.PULSE_RATE, line.ratePerMinute(), 0, line, nowMillis, events);
        everPerfused |= line.perfusionHundredths() > 0;
        if (everPerfused) {
            value(Oximetry.PERFUSION_INDEX, line.perfusionHundredths(), 2, line, nowMillis, events);
        }
    }

    private void reportConditions(Ascii1Line line, Consumer<DriverEvent> events) {
        int exceptions = line.exceptions();
        conditions.report(TechnicalCondition.SENSOR_UNPLUGGED, (exceptions & NO_SENSOR) != 0, events);
        conditions.report(TechnicalCondition.SENSOR_OFF, isSensorOff(line), events);
        conditions.report(TechnicalCondition.SIGNAL_POOR, (exceptions & DOUBTED) != 0, events);
        conditions.report(
                TechnicalCondition.DEVICE_FAULT, (exceptions & (SENSOR_DEFECTIVE | SENSOR_UNRECOGNISED)) != 0, events);
    }

    private static boolean isSensorOff(Ascii1Line line) {
        return line.exceptions() != Ascii1Line.ABSENT && (line.exceptions() & (NO_SENSOR | SENSOR_OFF)) != 0;
    }

    private static void value(
            Metric metric, int digits, int scale, Ascii1Line line, long nowMillis, Consumer<DriverEvent> events) {
        int exceptions = Math.max(line.exceptions(), 0);
        Observation observation;
        if (digits <= 0 || (exceptions & UNUSABLE) != 0) {
            observation = Measurements.missing(
                    metric, isSensorOff(line) ? Validity.SENSOR_OFF : Validity.INVALID, nowMillis, line.deviceMillis());
        } else {
            // A model that sends no exceptions cannot say that its signal is good.
            boolean doubted = line.exceptions() == Ascii1Line.ABSENT || (exceptions & DOUBTED) != 0;
            observation = Measurements.value(
                    metric,
                    digits,
                    scale,
                    doubted ? Validity.QUESTIONABLE : Validity.VALID,
                    nowMillis,
                    line.deviceMillis());
        }
        events.accept(new DriverEvent.Measured(observation));
    }

    private void reportAlarms(int alarms, Consumer<DriverEvent> events) {
        int changed = (alarms ^ alarmsBefore) & ~ALARM_ACTIVE_OR_MUTED;
        for (int bit = 0; bit < ALARM_BITS; bit++) {
            if ((changed >> bit & 1) != 0) {
                events.accept(alarm(bit, (alarms >> bit & 1) != 0));
            }
        }
        if (isUnnamed(alarms) != isUnnamed(alarmsBefore)) {
            events.accept(low("alarm-active", isUnnamed(alarms)));
        }
        alarmsBefore = alarms;
    }

    /** An alarm is active and no bit says which. */
    private static boolean isUnnamed(int alarms) {
        return (alarms & ALARM_ACTIVE) != 0 && (alarms & ~ALARM_ACTIVE_OR_MUTED) == 0;
    }

    /** The document gives no priorities: known limit alarms are forwarded as medium, unknown ones as low. */
    private static DriverEvent.DeviceAlert alarm(int bit, boolean present) {
        return switch (bit) {
            case 0 -> limit("spo2-high", Oximetry.SATURATION, present);
            case 1 -> limit("spo2-low", Oximetry.SATURATION, present);
            case 2 -> limit("pulse-high", Oximetry.PULSE_RATE, present);
            case 3 -> limit("pulse-low", Oximetry.PULSE_RATE, present);
            default -> low("alarm-bit-" + bit, present);
        };
    }

    private static DriverEvent.DeviceAlert low(String id, boolean present) {
        return new DriverEvent.DeviceAlert(id, 0, AlertPriority.LOW, false, present);
    }

    private static DriverEvent.DeviceAlert limit(String id, Metric metric, boolean present) {
        return new DriverEvent.DeviceAlert(id, metric.code(), AlertPriority.MEDIUM, true, present);
    }
}

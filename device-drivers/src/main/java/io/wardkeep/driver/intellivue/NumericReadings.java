package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.intellivue.Parameters.Parameter;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.util.function.Consumer;

/** What numeric objects say, and what must be remembered from one result to the next. Owned by one session. */
final class NumericReadings {

    private static final int AUTOMATIC_SETTING = 3;
    private static final int MANUAL_SETTING = 4;
    private static final int ALARM_LIMIT = 130;

    /** Labels of measurements begin with the partition of physiological identifiers, those of settings do not. */
    private static final int MEASUREMENT_LABELS = 2;

    private final TimeStamps timeStamps = new TimeStamps();
    private final OtherValues otherValues = new OtherValues();

    /** Of the present object: when it was told, when measured, whether both were told before, and whether it is old. */
    private long now;

    private long measured;
    private boolean repeated;
    private boolean aged;

    /**
     * Reports an object's values.
     *
     * @param ticks when the result was made
     */
    void report(
            int instance,
            ObjectAttributes object,
            long ticks,
            TickClock clock,
            CalendarClock calendar,
            Consumer<DriverEvent> events) {
        if (isSetting(object)) {
            return;
        }
        now = ticks;
        when(instance, object, calendar);
        if (object.numeric != ObjectAttributes.NONE) {
            value(object.bytes(), object.numeric, clock, events);
        }
        if (object.numericCompound != ObjectAttributes.NONE) {
            int at = object.numericCompound + 4;
            for (int count = Octets.u16(object.bytes(), object.numericCompound); count > 0; count--) {
                value(object.bytes(), at, clock, events);
                at += ObjectAttributes.NUMERIC_OCTETS;
            }
        }
    }

    /**
     * When were the object's values measured? What was measured before we listened, and nobody knows when, is doubted:
     * it may be hours old.
     */
    private void when(int instance, ObjectAttributes object, CalendarClock calendar) {
        measured = now;
        repeated = false;
        aged = false;
        if (object.timeStamp == ObjectAttributes.NONE) {
            return;
        }
        long stamp = (long) Octets.i32(object.bytes(), object.timeStamp) << 32
                | Octets.u32(object.bytes(), object.timeStamp + 4);
        TimeStamps.Novelty novelty = timeStamps.take(instance, stamp, fingerprint(object));
        repeated = novelty == TimeStamps.Novelty.REPEATED;
        long placed = repeated ? CalendarClock.UNKNOWN : calendar.ticks(stamp, now);
        if (placed != CalendarClock.UNKNOWN) {
            measured = placed;
        } else {
            aged = novelty == TimeStamps.Novelty.FIRST;
        }
    }

    /** A new session of the monitor: its time stamps may repeat. */
    void restarted() {
        timeStamps.clear();
    }

    private static boolean isSetting(ObjectAttributes object) {
        if (object.metricSpecification != ObjectAttributes.NONE) {
            int category = Octets.u16(object.bytes(), object.metricSpecification + 4);
            if (category == AUTOMATIC_SETTING || category == MANUAL_SETTING || category == ALARM_LIMIT) {
                return true;
            }
        }
        return object.label != ObjectAttributes.NONE && Octets.u16(object.bytes(), object.label) != MEASUREMENT_LABELS;
    }

    private void value(byte[] bytes, int at, TickClock clock, Consumer<DriverEvent> events) {
        int physiological = Octets.u16(bytes, at);
        int number = at + 6;
        Validity validity = MeasurementState.validity(Octets.u16(bytes, at + 2), Numbers.isNumber(bytes, number));
        Parameter parameter = Parameters.find(physiological, Octets.u16(bytes, at + 4));
        if (parameter == null) {
            if (validity.hasValue()) {
                otherValues.leaveOut(physiological, events);
            }
        } else if (!validity.hasValue()) {
            // That there is no value is true of now, whenever one was measured last.
            events.accept(new DriverEvent.Measured(Measurements.missing(
                    parameter.metric(), validity, clock.gatewayMillis(now), TickClock.deviceMillis(now))));
        } else if (!repeated) {
            Validity believed = aged ? Validity.QUESTIONABLE : validity;
            events.accept(new DriverEvent.Measured(
                    observation(parameter, bytes, number, believed, clock.gatewayMillis(measured), measured)));
        }
    }

    private static Observation observation(
            Parameter parameter, byte[] bytes, int number, Validity validity, long measuredMillis, long ticks) {
        long deviceMillis = TickClock.deviceMillis(ticks);
        long digits = Numbers.digits(bytes, number);
        int decimals = Numbers.decimals(bytes, number) + parameter.decimals();
        return decimals > Decimal.SCALE_MAX
                ? Measurements.missing(parameter.metric(), Validity.IMPLAUSIBLE, measuredMillis, deviceMillis)
                : Measurements.value(parameter.metric(), digits, decimals, validity, measuredMillis, deviceMillis);
    }

    /** Over the values of an object; alarms, and whether another measurement is going on, left aside. */
    private static int fingerprint(ObjectAttributes object) {
        byte[] bytes = object.bytes();
        int print = 0;
        int at = object.numeric;
        int count = at == ObjectAttributes.NONE ? 0 : 1;
        if (object.numericCompound != ObjectAttributes.NONE) {
            at = object.numericCompound + 4;
            count = Octets.u16(bytes, object.numericCompound);
        }
        for (; count > 0; count--) {
            print = 31 * print + Octets.i32(bytes, at + 6);
            print = 31 * print + MeasurementState.ofValue(Octets.u16(bytes, at + 2));
            at += ObjectAttributes.NUMERIC_OCTETS;
        }
        return print;
    }
}

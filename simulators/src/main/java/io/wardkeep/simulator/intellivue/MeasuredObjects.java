package io.wardkeep.simulator.intellivue;

import io.wardkeep.simulator.patient.Circulation;
import io.wardkeep.simulator.patient.Pressure;
import io.wardkeep.simulator.patient.Vitals;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The numeric objects of a monitor and what each shows of a patient. */
final class MeasuredObjects {

    private static final int UNAVAILABLE = 0x2000;
    private static final int INVALID = 0x8000;

    private static final int BEATS = 0x0AA0;
    private static final int BREATHS = 0x0AE0;
    private static final int PERCENT = 0x0220;
    private static final int MERCURY = 0x0F20;
    private static final int CELSIUS = 0x17A0;
    private static final int MILLIMETRES = 0x0512;

    private static final int CUFF_MINUTES = 5;

    private MeasuredObjects() {}

    /** All of them, each ready to be put into a result. */
    static List<Message> of(Vitals vitals, LocalDateTime time, Optional<Pressure> cuff) {
        List<Message> objects = new ArrayList<>();
        Circulation circulation = vitals.circulation();
        objects.add(simple(0x82CF, 0x4182, BEATS, vitals.heartRate()));
        objects.add(simple(0x8400, 0x4BB8, PERCENT, vitals.saturation()));
        objects.add(simple(0x8406, 0x4822, BEATS, vitals.pulseRate()));
        objects.add(simple(0x82D6, 0x500A, BREATHS, vitals.respiratoryRate()));
        objects.add(object(
                0x82DB,
                0x0300,
                compound(
                        tenths(0x0301, MILLIMETRES, circulation.st().i() * 10),
                        tenths(0x0302, MILLIMETRES, circulation.st().ii() * 10),
                        tenths(0x033D, MILLIMETRES, circulation.st().iii() * 10),
                        tenths(0x0343, MILLIMETRES, circulation.st().v() * 10))));
        circulation.arterial().ifPresent(pressure -> objects.add(object(0x8310, 0x4A14, pressures(0x4A15, pressure))));
        circulation.pulmonary().ifPresent(pressure -> objects.add(object(0x8320, 0x4A1C, pressures(0x4A1D, pressure))));
        objects.add(simple(0x8330, 0x4A47, MERCURY, rounded(circulation.centralVenous())));
        objects.add(cuff(ended(time), cuff));
        objects.add(simple(0x8340, 0x50B0, MERCURY, rounded(vitals.breathing().endTidalCo2())));
        objects.add(object(
                0x8350,
                0x4B60,
                new Message()
                        .attribute(
                                0x0950,
                                tenths(0x4B60, CELSIUS, vitals.temperatures().core()))));
        return objects;
    }

    /** A cuff pressure is repeated with the time of its measurement; without one there is no value and no time. */
    private static Message cuff(LocalDateTime ended, Optional<Pressure> cuff) {
        return cuff.isPresent()
                ? object(
                        0x8272,
                        0x4A04,
                        2,
                        new Message()
                                .attribute(0x0990, bcd(ended))
                                .raw(pressures(0x4A05, cuff.get()).bytes()))
                : object(
                        0x8272,
                        0x4A04,
                        1,
                        compound(
                                value(0x4A05, MERCURY, OptionalInt.empty()),
                                value(0x4A06, MERCURY, OptionalInt.empty()),
                                value(0x4A07, MERCURY, OptionalInt.empty())));
    }

    /** How many values the objects have. */
    static int values(Vitals vitals) {
        int pressures = (vitals.circulation().arterial().isPresent() ? 3 : 0)
                + (vitals.circulation().pulmonary().isPresent() ? 3 : 0);
        return 7 + 4 + 3 + pressures;
    }

    /** When the last cuff measurement ended: every five minutes. */
    static LocalDateTime ended(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES).minusMinutes(time.getMinute() % CUFF_MINUTES);
    }

    private static OptionalInt rounded(OptionalDouble number) {
        return number.isPresent() ? OptionalInt.of((int) Math.round(number.getAsDouble())) : OptionalInt.empty();
    }

    private static Message simple(int handle, int physiological, int unit, OptionalInt number) {
        return object(handle, physiological, new Message().attribute(0x0950, value(physiological, unit, number)));
    }

    private static Message object(int handle, int label, Message value) {
        return object(handle, label, 1, value);
    }

    private static Message object(int handle, int label, int count, Message values) {
        Message attributes = new Message()
                .attribute(0x0921, new Message().u16(handle))
                .attribute(0x092F, new Message().u16(1, 6))
                .attribute(0x093F, new Message().hex("00002000 0001 4228 0000 0000"))
                .attribute(0x0924, new Message().u16(2, label))
                .raw(values.bytes());
        return new Message().u16(handle).list(4 + count, attributes);
    }

    private static Message compound(Message... values) {
        Message all = new Message();
        for (Message value : values) {
            all.raw(value.bytes());
        }
        return new Message().attribute(0x094B, new Message().list(values.length, all));
    }

    private static Message pressures(int systolic, Pressure pressure) {
        return compound(
                value(systolic, MERCURY, OptionalInt.of((int) Math.round(pressure.systolic()))),
                value(systolic + 1, MERCURY, OptionalInt.of((int) Math.round(pressure.diastolic()))),
                value(systolic + 2, MERCURY, OptionalInt.of((int) Math.round(pressure.mean()))));
    }

    private static Message value(int physiological, int unit, OptionalInt number) {
        return number.isPresent()
                ? new Message().u16(physiological, 0, unit).number(0, number.getAsInt())
                : new Message()
                        .u16(physiological, physiological == 0x4BB8 ? INVALID : UNAVAILABLE, unit)
                        .hex("007fffff");
    }

    private static Message tenths(int physiological, int unit, double number) {
        return new Message().u16(physiological, 0, unit).number(-1, (int) Math.round(number * 10));
    }

    /** A date and time in eight octets of decimal digits; fractions are not used. */
    static Message bcd(LocalDateTime time) {
        return new Message()
                .hex(String.format(
                        Locale.ROOT,
                        "%04d%02d%02d%02d%02d%02d00",
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond()));
    }
}

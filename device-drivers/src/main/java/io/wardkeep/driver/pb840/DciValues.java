package io.wardkeep.driver.pb840;

import io.wardkeep.driver.DeviceClock;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.PlainNumber;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** What follows from a report, and what must be remembered from one to the next. Owned by one session. */
final class DciValues {

    private static final DciNumeric[] ALL = DciNumeric.values();
    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

    private static final int TIME = 5;
    private static final int WHO = 6;
    private static final int DATE_OF_LONG = 7;
    private static final int DATE_OF_SHORT = 8;
    private static final int TIME_CHARACTERS = 5;
    private static final int DATE_CHARACTERS = 11;
    private static final int MILLILITRES_DECIMALS = 3;

    private final long[] lastingMantissa = new long[ALL.length];
    private final int[] lastingScale = new int[ALL.length];
    private final boolean[] lastingSeen = new boolean[ALL.length];
    private final DciAlarms alarms = new DciAlarms();
    private byte[] lastWho = new byte[0];

    DciValues() {
        Arrays.fill(lastingScale, -1);
    }

    /** Says what a report says. */
    void report(DciReport report, long nowMillis, Consumer<DriverEvent> events) {
        identify(report, events);
        alarms.report(report, events);
        long deviceMillis = deviceMillis(report);
        for (DciNumeric numeric : ALL) {
            int field = numeric.field(report);
            if (field != DciNumeric.NOWHERE) {
                say(numeric, report, field, nowMillis, deviceMillis, events);
            }
        }
    }

    private void say(
            DciNumeric numeric,
            DciReport report,
            int field,
            long nowMillis,
            long deviceMillis,
            Consumer<DriverEvent> events) {
        boolean missing = report.isMissing(field);
        if (!missing && !report.readNumber(field)) {
            unreadable(numeric, report, field, nowMillis, deviceMillis, events);
            return;
        }
        Validity validity = missing ? Validity.INVALID : Validity.VALID;
        switch (numeric.form()) {
            case PLAIN -> said(numeric, validity, report.mantissa(), report.scale(), nowMillis, deviceMillis, events);
            case LITRES -> {
                long mantissa = report.mantissa();
                int scale = report.scale() - MILLILITRES_DECIMALS;
                for (; scale < 0; scale++) {
                    mantissa *= 10;
                }
                said(numeric, validity, mantissa, scale, nowMillis, deviceMillis, events);
            }
            case LASTING -> {
                // Nothing measured yet is no news.
                int scale = missing ? -1 : report.scale();
                long mantissa = missing ? 0 : report.mantissa();
                int at = numeric.ordinal();
                // What stands in the first report may have been measured days ago.
                boolean old = !missing && !lastingSeen[at];
                lastingSeen[at] = true;
                if (scale != lastingScale[at] || mantissa != lastingMantissa[at]) {
                    lastingScale[at] = scale;
                    lastingMantissa[at] = mantissa;
                    Validity believed = old ? Validity.QUESTIONABLE : validity;
                    said(numeric, believed, mantissa, scale, nowMillis, deviceMillis, events);
                }
            }
        }
    }

    /** What a manoeuvre measured stays as it was said: that it cannot be read now is no news of it. */
    private static void unreadable(
            DciNumeric numeric,
            DciReport report,
            int field,
            long nowMillis,
            long deviceMillis,
            Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Malformed("number", report.end(field) - report.start(field)));
        if (numeric.form() != DciNumeric.Form.LASTING) {
            said(numeric, Validity.INVALID, 0, 0, nowMillis, deviceMillis, events);
        }
    }

    private static void said(
            DciNumeric numeric,
            Validity validity,
            long mantissa,
            int scale,
            long nowMillis,
            long deviceMillis,
            Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Measured(
                validity.hasValue()
                        ? Measurements.value(numeric.metric(), mantissa, scale, validity, nowMillis, deviceMillis)
                        : Measurements.missing(numeric.metric(), validity, nowMillis, deviceMillis)));
    }

    /** {@code 14:30} and {@code MAR 15 2024}: to the minute. */
    private static long deviceMillis(DciReport report) {
        int date = report.isLong() ? DATE_OF_LONG : DATE_OF_SHORT;
        if (report.lastField() < date) {
            return Reading.NO_DEVICE_TIME;
        }
        int time = report.start(TIME);
        int day = report.start(date);
        if (report.end(TIME) - time != TIME_CHARACTERS || report.end(date) - day != DATE_CHARACTERS) {
            return Reading.NO_DEVICE_TIME;
        }
        int hour = report.bytes()[time + 2] == ':' ? PlainNumber.whole(report.bytes(), time, time + 2) : -1;
        return DeviceClock.millis(
                PlainNumber.whole(report.bytes(), day + 7, day + 11),
                month(report.bytes(), day),
                PlainNumber.whole(report.bytes(), day + 4, day + 6),
                hour,
                PlainNumber.whole(report.bytes(), time + 3, time + 5),
                0);
    }

    private static int month(byte[] bytes, int at) {
        for (int month = 0; month < 12; month++) {
            if (bytes[at] == MONTHS.charAt(3 * month)
                    && bytes[at + 1] == MONTHS.charAt(3 * month + 1)
                    && bytes[at + 2] == MONTHS.charAt(3 * month + 2)) {
                return month + 1;
            }
        }
        return -1;
    }

    /** {@code 840 3512345678}: model and serial number. */
    private void identify(DciReport report, Consumer<DriverEvent> events) {
        if (report.lastField() < WHO || report.isMissing(WHO)) {
            return;
        }
        int from = report.start(WHO);
        int until = report.end(WHO);
        if (Arrays.equals(report.bytes(), from, until, lastWho, 0, lastWho.length)) {
            return;
        }
        lastWho = Arrays.copyOfRange(report.bytes(), from, until);
        String who = new String(lastWho, StandardCharsets.US_ASCII);
        int blank = who.indexOf(' ');
        String model = blank < 0 ? who : who.substring(0, blank);
        String serial = blank < 0 ? "" : who.substring(blank).strip();
        events.accept(new DriverEvent.Identity("Puritan Bennett " + model, serial, ""));
    }
}

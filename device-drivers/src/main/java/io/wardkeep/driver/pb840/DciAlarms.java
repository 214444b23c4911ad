package io.wardkeep.driver.pb840;

import io.wardkeep.driver.AlertStates;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.AlertPriority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The alarm fields of the reports. Owned by one session. */
final class DciAlarms {

    private record Alarm(int field, String id, int code, AlertPriority priority, boolean physiological) {}

    private static final int BATTERY = 115;
    private static final int FIRST = 106;
    private static final int LAST = 136;
    private static final int FIRST_MALFUNCTION = 137;
    private static final int LAST_MALFUNCTION = 153;
    private static final int MALFUNCTION_STEP = 5;
    private static final int FIRST_OF_SHORT = 51;
    private static final int LAST_OF_SHORT = 57;

    private static final List<Alarm> LONG = alarms();
    private static final List<Alarm> SHORT = alarmsOfShort();

    private final AlertStates alerts = new AlertStates();
    private final TechnicalStates conditions = new TechnicalStates();

    void report(DciReport report, Consumer<DriverEvent> events) {
        List<Alarm> alarms = report.isLong() ? LONG : SHORT;
        for (int i = 0; i < alarms.size(); i++) {
            Alarm alarm = alarms.get(i);
            if (alarm.field() <= report.lastField()) {
                report(report, alarm, events);
            }
        }
    }

    private void report(DciReport report, Alarm alarm, Consumer<DriverEvent> events) {
        int field = alarm.field();
        if (report.isMissing(field) || report.is(field, "NORMAL") || report.is(field, "RESET")) {
            say(alarm, alarm.priority(), false, events);
        } else if (report.is(field, "ALARM")) {
            say(alarm, alarm.priority(), true, events);
        } else if (report.is(field, "LOW")) {
            say(alarm, AlertPriority.LOW, true, events);
        } else if (report.is(field, "MED") || report.is(field, "MEDIUM")) {
            say(alarm, AlertPriority.MEDIUM, true, events);
        } else if (report.is(field, "HIGH")) {
            say(alarm, AlertPriority.HIGH, true, events);
        } else {
            events.accept(new DriverEvent.Malformed("alarm-word", report.end(field) - report.start(field)));
        }
    }

    private void say(Alarm alarm, AlertPriority priority, boolean on, Consumer<DriverEvent> events) {
        if (alarm.field() == BATTERY) {
            conditions.report(TechnicalCondition.BATTERY_LOW, on, events);
        }
        alerts.report(alarm.id(), alarm.code(), priority, alarm.physiological(), on, events);
    }

    private static List<Alarm> alarms() {
        List<Alarm> alarms = new ArrayList<>();
        for (int field = FIRST; field <= LAST; field++) {
            alarms.add(named(field));
        }
        for (int field = FIRST_MALFUNCTION; field <= LAST_MALFUNCTION; field++) {
            int number = MALFUNCTION_STEP * (field - FIRST_MALFUNCTION + 1);
            alarms.add(new Alarm(field, "malfunction-A" + number, 0, AlertPriority.MEDIUM, false));
        }
        return List.copyOf(alarms);
    }

    private static List<Alarm> alarmsOfShort() {
        List<Alarm> alarms = new ArrayList<>();
        for (int field = FIRST_OF_SHORT; field <= LAST_OF_SHORT; field++) {
            alarms.add(unnamed("short-alarm-", field));
        }
        return List.copyOf(alarms);
    }

    private static Alarm named(int field) {
        return switch (field) {
            case 106 -> new Alarm(field, "apnoea", 152_490, AlertPriority.HIGH, true);
            case 107 -> patient(field, "minute-volume-high", 151_884);
            case 108 -> patient(field, "tidal-volume-high", 152_664);
            case 109 -> patient(field, "oxygen-high", 152_196);
            case 110 -> patient(field, "pressure-peak-high", 151_817);
            case 111 -> patient(field, "pressure-ventilator-high", 151_817);
            case 112 -> patient(field, "rate-high", 152_490);
            case 113 -> equipment(field, "mains-lost");
            case BATTERY -> equipment(field, "battery-low");
            case 116 -> equipment(field, "power-lost");
            case 117 -> patient(field, "tidal-volume-mandatory-low", 152_664);
            case 118 -> patient(field, "minute-volume-low", 151_884);
            case 119 -> patient(field, "tidal-volume-spontaneous-low", 152_664);
            case 120 -> patient(field, "oxygen-low", 152_196);
            case 121 -> equipment(field, "air-supply-low");
            case 122 -> equipment(field, "oxygen-supply-low");
            case 124 -> new Alarm(field, "disconnected", 0, AlertPriority.HIGH, true);
            case 125 -> new Alarm(field, "severe-occlusion", 0, AlertPriority.HIGH, true);
            case 126 -> patient(field, "inspiration-too-long", 0);
            case 127 -> equipment(field, "procedure-error");
            case 136 -> patient(field, "pressure-peak-low", 151_817);
            default -> unnamed("alarm-", field);
        };
    }

    private static Alarm patient(int field, String id, int code) {
        return new Alarm(field, id, code, AlertPriority.MEDIUM, true);
    }

    private static Alarm equipment(int field, String id) {
        return new Alarm(field, id, 0, AlertPriority.MEDIUM, false);
    }

    private static Alarm unnamed(String prefix, int field) {
        return new Alarm(field, prefix + field, 0, AlertPriority.MEDIUM, true);
    }
}

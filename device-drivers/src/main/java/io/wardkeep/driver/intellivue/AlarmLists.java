package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The monitor's lists of active alarms, one of the patient's and one of technical ones. Each result has the whole list;
 * what is new on it began, what is no longer on it is over. A monitor that begins anew may give its objects other
 * names, so that nobody would ever say that what was on before is over: what its first lists do not confirm is over
 * too. Owned by one session.
 */
final class AlarmLists {

    private static final int PATIENT_LIST = 0x0902;
    private static final int TECHNICAL_LIST = 0x0904;

    /** Far more entries than fit into a message. */
    private static final int ALARMS_MAX = 256;

    private final List<AlarmEntry> active = new ArrayList<>();
    private final Doubt patientDoubt = new Doubt();
    private final Doubt technicalDoubt = new Doubt();
    private int round;

    /** Whether alarms of one kind that were on before the monitor began anew are still to be confirmed. */
    private static final class Doubt {
        private boolean open;
        private boolean listed;
        private int sinceRound;

        private void begin(int round) {
            open = true;
            listed = false;
            sinceRound = round;
        }
    }

    /** The monitor, or the association with it, began anew: what is on must be confirmed by the lists that follow. */
    void doubt() {
        patientDoubt.begin(round);
        technicalDoubt.begin(round);
    }

    /** The last part of a result has been reported. */
    void resultEnded(Consumer<DriverEvent> events) {
        settle(patientDoubt, true, events);
        settle(technicalDoubt, false, events);
    }

    private void settle(Doubt doubt, boolean ofPatient, Consumer<DriverEvent> events) {
        if (!doubt.open || !doubt.listed) {
            return;
        }
        doubt.open = false;
        Iterator<AlarmEntry> entries = active.iterator();
        while (entries.hasNext()) {
            AlarmEntry entry = entries.next();
            if (entry.isOfPatient() == ofPatient && !entry.wasSeenAfter(doubt.sinceRound)) {
                entries.remove();
                events.accept(entry.event(false));
            }
        }
    }

    /**
     * Reports what changed.
     *
     * @param instance the object that has the lists
     */
    void report(int instance, byte[] bytes, int from, int until, Consumer<DriverEvent> events) {
        for (int at = from; at < until; ) {
            int id = Octets.u16(bytes, at);
            int length = Octets.u16(bytes, at + 2);
            int value = at + 4;
            if (id == PATIENT_LIST || id == TECHNICAL_LIST) {
                if (isWellFormed(bytes, value, length)) {
                    list(instance, id == PATIENT_LIST, bytes, value, events);
                } else {
                    events.accept(new DriverEvent.Malformed("alarm-list", length));
                }
            }
            at = value + length;
        }
    }

    private void list(int instance, boolean ofPatient, byte[] bytes, int list, Consumer<DriverEvent> events) {
        round++;
        (ofPatient ? patientDoubt : technicalDoubt).listed = true;
        int at = list + 4;
        for (int count = Octets.u16(bytes, list); count > 0; count--) {
            if (AlarmEntry.isAlarm(bytes, at)) {
                entry(instance, ofPatient, bytes, at, events);
            }
            at += AlarmEntry.OCTETS + Octets.u16(bytes, at + 16);
        }
        Iterator<AlarmEntry> entries = active.iterator();
        while (entries.hasNext()) {
            AlarmEntry entry = entries.next();
            if (entry.isOnList(instance, ofPatient) && !entry.wasSeen(round)) {
                entries.remove();
                events.accept(entry.event(false));
            }
        }
    }

    private void entry(int instance, boolean ofPatient, byte[] bytes, int at, Consumer<DriverEvent> events) {
        for (AlarmEntry entry : active) {
            if (entry.is(bytes, at, instance, ofPatient)) {
                entry.seen(round);
                if (entry.escalated(bytes, at)) {
                    events.accept(entry.event(true));
                }
                return;
            }
        }
        AlarmEntry entry = new AlarmEntry(bytes, at, instance, ofPatient);
        entry.seen(round);
        events.accept(entry.event(true));
        if (active.size() < ALARMS_MAX) {
            active.add(entry);
        } else {
            // It is forwarded with every list and not known to be over: too loud rather than lost.
            events.accept(new DriverEvent.Malformed("alarm-overflow", AlarmEntry.OCTETS));
        }
    }

    private static boolean isWellFormed(byte[] bytes, int list, int length) {
        if (length < 4 || Octets.u16(bytes, list + 2) != length - 4) {
            return false;
        }
        int end = list + length;
        int at = list + 4;
        for (int count = Octets.u16(bytes, list); count > 0; count--) {
            if (end - at < AlarmEntry.OCTETS) {
                return false;
            }
            at += AlarmEntry.OCTETS + Octets.u16(bytes, at + 16);
            if (at > end) {
                return false;
            }
        }
        return at == end;
    }
}

package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What messages of the monitor mean, whatever carried them. Understands a conversation that began before it. Owned by
 * one session.
 */
final class Conversation {

    private static final int ASSOCIATION_ACCEPTED = 0x0E;
    private static final int ASSOCIATION_REFUSED = 0x0C;
    private static final int RELEASED = 0x0A;
    private static final int ABORTED = 0x19;

    private static final int INVOKED = 1;
    private static final int RESULT = 2;
    private static final int ERROR = 3;
    private static final int LINKED_RESULT = 5;

    private static final int EVENT = 0;
    private static final int CONFIRMED_EVENT = 1;
    private static final int CONFIRMED_ACTION = 7;

    private static final int SYSTEM_ANNOUNCED = 0x0D06;
    private static final int CONNECTION_OFFERED = 0x0D17;

    private static final int EVENT_OCTETS = 14;

    private static final int CALENDAR_TIME = 0x0987;
    private static final int RELATIVE_TIME = 0x098F;

    private final Association association;
    private final PollResult result = new PollResult();
    private final ObjectAttributes attributes = new ObjectAttributes();
    private final TickClock clock = new TickClock();
    private final CalendarClock calendar = new CalendarClock();
    private final NumericReadings numerics = new NumericReadings();
    private final WaveReadings waves = new WaveReadings();
    private final AlarmLists alarms = new AlarmLists();
    private final SystemIdentity identity = new SystemIdentity();

    /** Sends messages in this envelope. */
    Conversation(Function<byte[], ByteBuffer> envelope) {
        this.association = new Association(envelope);
    }

    /** Time passed. */
    void ticked(long nowMillis, Consumer<DriverEvent> events) {
        association.ticked(nowMillis, events);
    }

    /**
     * A whole message.
     *
     * @return false where it contradicts itself: nothing was said then
     */
    boolean heard(byte[] bytes, int from, int length, long nowMillis, Consumer<DriverEvent> events) {
        int until = from + length;
        return switch (Messages.kind(bytes, from, until)) {
            case DATA ->
                length == Messages.HEAD_OCTETS + Octets.u16(bytes, from + 6)
                        && operation(bytes, from + 4, until, nowMillis, events);
            case SESSION -> {
                session(bytes, from, until, events);
                yield true;
            }
            case UNKNOWN -> false;
        };
    }

    private void session(byte[] bytes, int from, int until, Consumer<DriverEvent> events) {
        switch (Octets.u8(bytes, from)) {
            case ASSOCIATION_ACCEPTED -> association.accepted(bytes, from, until);
            case ASSOCIATION_REFUSED -> {
                association.ended();
                events.accept(new DriverEvent.Malformed("association-refused", until - from));
            }
            case RELEASED, ABORTED -> association.ended();
            default -> {
                // Requests are the gateway's own, heard again on a line that echoes.
            }
        }
    }

    private boolean operation(byte[] bytes, int at, int until, long nowMillis, Consumer<DriverEvent> events) {
        int kind = Octets.u16(bytes, at);
        int head = at + 4 + (kind == LINKED_RESULT ? 2 : 0);
        if (until - head < 6 || Octets.u16(bytes, head + 4) != until - head - 6) {
            return false;
        }
        int command = Octets.u16(bytes, head + 2);
        int body = head + 6;
        return switch (kind) {
            case INVOKED ->
                command != EVENT && command != CONFIRMED_EVENT
                        || event(bytes, head, until, command == CONFIRMED_EVENT, nowMillis, events);
            case RESULT, LINKED_RESULT ->
                command != CONFIRMED_ACTION || polled(bytes, body, until, kind == RESULT, nowMillis, events);
            case ERROR -> {
                association.refused(Octets.u16(bytes, head));
                events.accept(new DriverEvent.Malformed("poll-refused", until - at));
                yield true;
            }
            default -> false;
        };
    }

    private boolean event(
            byte[] bytes, int head, int until, boolean confirmed, long nowMillis, Consumer<DriverEvent> events) {
        int report = head + 6;
        int type = report + 10;
        if (until - report < EVENT_OCTETS || Octets.u16(bytes, type + 2) != until - report - EVENT_OCTETS) {
            return false;
        }
        int list = report + EVENT_OCTETS + (Octets.u16(bytes, type) == SYSTEM_ANNOUNCED ? 6 : 0);
        int kind = Octets.u16(bytes, type);
        if (kind != SYSTEM_ANNOUNCED && kind != CONNECTION_OFFERED) {
            return true;
        }
        if (until - list < 4
                || Octets.u16(bytes, list + 2) != until - list - 4
                || !PollResult.attributesWellFormed(bytes, list + 4, until, Octets.u16(bytes, list))) {
            return false;
        }
        identity.report(bytes, list + 4, until, events);
        if (kind == SYSTEM_ANNOUNCED && confirmed) {
            association.announced(bytes, Octets.u16(bytes, head), report, nowMillis, events);
            alarms.doubt();
        }
        return true;
    }

    private boolean polled(
            byte[] bytes, int at, int until, boolean last, long nowMillis, Consumer<DriverEvent> events) {
        if (!result.read(bytes, at, until)) {
            return false;
        }
        if (association.answered(result.objectClass(), nowMillis)) {
            alarms.doubt();
        }
        int restarts = clock.restarts();
        long ticks = clock.take(result.relativeTime(), nowMillis);
        if (clock.restarts() != restarts) {
            numerics.restarted();
            calendar.clear();
            alarms.doubt();
        }
        while (result.next()) {
            object(bytes, ticks, events);
        }
        if (last && result.objectClass() == Requests.ALERTS) {
            alarms.resultEnded(events);
        }
        return true;
    }

    private void object(byte[] bytes, long ticks, Consumer<DriverEvent> events) {
        int instance = result.instance();
        int from = result.attributesFrom();
        int until = result.attributesUntil();
        switch (result.objectClass()) {
            case Requests.NUMERICS -> {
                read(bytes, from, until, events);
                numerics.report(instance, attributes, ticks, clock, calendar, events);
            }
            case Requests.WAVES -> {
                read(bytes, from, until, events);
                waves.report(instance, attributes, ticks, clock, events);
            }
            case Requests.ALERTS -> alarms.report(instance, bytes, from, until, events);
            case Requests.SYSTEM -> {
                identity.report(bytes, from, until, events);
                setCalendar(bytes, from, until, ticks);
            }
            default -> {
                // Other classes are never polled for.
            }
        }
    }

    private void read(byte[] bytes, int from, int until, Consumer<DriverEvent> events) {
        attributes.read(bytes, from, until);
        if (attributes.broken()) {
            events.accept(new DriverEvent.Malformed("attribute", until - from));
        }
    }

    /** Date and time are known to a second, so a difference to the count of ticks is only kept where both are told. */
    private void setCalendar(byte[] bytes, int from, int until, long ticks) {
        long absolute = -1;
        boolean relativeTold = false;
        for (int at = from; at < until; ) {
            int id = Octets.u16(bytes, at);
            int length = Octets.u16(bytes, at + 2);
            if (id == CALENDAR_TIME && length == 8) {
                absolute = (long) Octets.i32(bytes, at + 4) << 32 | Octets.u32(bytes, at + 8);
            }
            relativeTold |= id == RELATIVE_TIME && length == 4;
            at += 4 + length;
        }
        if (relativeTold && absolute != -1) {
            calendar.set(absolute, ticks);
        }
    }
}

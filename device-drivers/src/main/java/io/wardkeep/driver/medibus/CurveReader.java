package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bytes whose top bit is set: a synchronising byte names the curves of a record, two bytes a value follow for each.
 * Without a choice of curves nothing of it can be understood, and nothing is. Owned by one session.
 */
final class CurveReader {

    private static final int KIND = 0xF0;
    private static final int SYNCHRONISING = 0xD0;
    private static final int COMMAND = 0xC0;
    private static final int CORRUPT_RECORD = 0xCF;
    private static final int DATA_BITS = 6;
    private static final int NONE = -1;

    private List<Curve> curves = List.of();
    /** Curves of the record whose values have not come, as bits. */
    private int awaited;

    private int low = NONE;
    private int command = NONE;
    private int lost;

    /** The curves that records hold from now on, the first as bit 0. */
    void choose(List<Curve> chosen, Consumer<DriverEvent> events) {
        endRuns(events);
        curves = List.copyOf(chosen);
        awaited = 0;
        low = NONE;
        command = NONE;
        lost = 0;
    }

    void add(int octet, long nowMillis, Consumer<DriverEvent> events) {
        if (curves.isEmpty()) {
            return;
        }
        if ((octet & KIND) == SYNCHRONISING) {
            reportLost(events);
            awaited = octet & (1 << curves.size()) - 1;
            low = NONE;
            command = NONE;
        } else if ((octet & KIND) == COMMAND) {
            commanded(octet, events);
        } else if ((octet & 0xC0) == 0x80) {
            value(octet & 0x3F, nowMillis, events);
        } else {
            lost++;
        }
    }

    private void commanded(int octet, Consumer<DriverEvent> events) {
        if (command == NONE) {
            command = octet;
            return;
        }
        if (command == CORRUPT_RECORD) {
            endRuns(events);
            awaited = 0;
            lost++;
        }
        command = NONE;
    }

    private void value(int bits, long nowMillis, Consumer<DriverEvent> events) {
        if (awaited == 0) {
            lost++;
        } else if (low == NONE) {
            low = bits;
        } else {
            int next = Integer.numberOfTrailingZeros(awaited);
            awaited &= awaited - 1;
            curves.get(next).add(bits << DATA_BITS | low, nowMillis, events);
            low = NONE;
        }
    }

    /** A record that ended early, or bytes between records. */
    private void reportLost(Consumer<DriverEvent> events) {
        if (awaited != 0 || lost > 0) {
            endRuns(events);
            events.accept(new DriverEvent.Malformed("curve-record", Math.max(lost, 1)));
            lost = 0;
        }
    }

    private void endRuns(Consumer<DriverEvent> events) {
        for (int i = 0; i < curves.size(); i++) {
            curves.get(i).end(events);
        }
    }
}

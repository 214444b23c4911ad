package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bytes whose top bit is set: a synchronising byte names the curves of a record, two bytes a value follow for each.
 * Without a choice of curves nothing of it can be understood, and nothing is. A record counts when the next one begins:
 * until then the device may say that it is corrupt. Owned by one session.
 */
final class CurveReader {

    private static final int KIND = 0xF0;
    private static final int SYNCHRONISING = 0xD0;
    private static final int COMMAND = 0xC0;
    private static final int CORRUPT_RECORD = 0xCF;
    private static final int CURVES_MAX = 4;
    private static final int DATA_BITS = 6;
    private static final int NONE = -1;

    private List<Curve> curves = List.of();
    /** How far one record is from the next: as far as the samples of the quickest curve. */
    private long recordMicros;
    /** A record is being heard or has been heard and does not count yet. */
    private boolean open;
    /** It names no curve: all of them are missing, or commands follow, which is seen from what comes next. */
    private boolean bare;

    private long bareMillis;
    /** Curves that the record names, as bits. */
    private int named;
    /** Those of them whose values have not come. */
    private int awaited;

    private final int[] bins = new int[CURVES_MAX];
    private long recordMillis;
    private int low = NONE;
    private int command = NONE;
    private int lost;

    /** The curves that records hold from now on, the first as bit 0. */
    void choose(List<Curve> chosen, Consumer<DriverEvent> events) {
        if (awaited == 0 && lost == 0) {
            take(events);
        }
        endRuns(events);
        curves = List.copyOf(chosen.subList(0, Math.min(chosen.size(), CURVES_MAX)));
        recordMicros = curves.stream().mapToLong(Curve::periodMicros).min().orElse(0);
        open = false;
        bare = false;
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
            began(octet & (1 << curves.size()) - 1, nowMillis, events);
        } else if ((octet & KIND) == COMMAND) {
            bare = false;
            commanded(octet, events);
        } else if ((octet & 0xC0) == 0x80) {
            value(octet & 0x3F, nowMillis);
        } else {
            lost++;
        }
    }

    private void began(int streams, long nowMillis, Consumer<DriverEvent> events) {
        if (awaited != 0 || lost > 0) {
            giveUp(events);
        }
        low = NONE;
        command = NONE;
        if (bare) {
            take(events);
            named = 0;
            open = true;
            recordMillis = bareMillis;
        }
        bare = streams == 0;
        if (bare) {
            // What came before it does not count yet: the commands that may follow may call it corrupt.
            bareMillis = nowMillis;
            return;
        }
        take(events);
        open = true;
        named = streams;
        awaited = streams;
        recordMillis = nowMillis;
    }

    private void commanded(int octet, Consumer<DriverEvent> events) {
        if (command == NONE) {
            command = octet;
            return;
        }
        if (command == CORRUPT_RECORD) {
            open = false;
            awaited = 0;
            endRuns(events);
            lost++;
        }
        command = NONE;
    }

    private void value(int bits, long nowMillis) {
        if (awaited == 0) {
            lost++;
        } else if (low == NONE) {
            low = bits;
        } else {
            bins[Integer.numberOfTrailingZeros(awaited)] = bits << DATA_BITS | low;
            awaited &= awaited - 1;
            recordMillis = nowMillis;
            low = NONE;
        }
    }

    /** The record counts. */
    private void take(Consumer<DriverEvent> events) {
        if (!open) {
            return;
        }
        open = false;
        for (int i = 0; i < curves.size(); i++) {
            if ((named >> i & 1) != 0) {
                curves.get(i).add(bins[i], recordMillis, events);
            } else {
                curves.get(i).skip(recordMicros, recordMillis, events);
            }
        }
    }

    /** A record that ended early, one that was corrupt, or bytes between records. */
    private void giveUp(Consumer<DriverEvent> events) {
        open = false;
        endRuns(events);
        events.accept(new DriverEvent.Malformed("curve-record", Math.max(lost, 1)));
        awaited = 0;
        lost = 0;
    }

    private void endRuns(Consumer<DriverEvent> events) {
        for (int i = 0; i < curves.size(); i++) {
            curves.get(i).end(events);
        }
    }
}

package io.wardkeep.hub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Whether the hub's loops really turn, judged by their own counts. For one thread. */
final class Pulse {

    /** Longer than any question to the database may take; a loop that waits for one still turns. */
    static final long STANDSTILL_MILLIS_MAX = 20_000;

    /**
     * A loop.
     *
     * @param turns changes each time it goes round
     * @param excused does it wait, knowingly and not for ever, for something that is broken?
     */
    record Part(LongSupplier turns, BooleanSupplier excused) {

        /** A loop that never has an excuse. */
        static Part of(LongSupplier turns) {
            return new Part(turns, () -> false);
        }
    }

    private record Seen(long turns, long atMillis) {}

    private final List<Part> parts;
    private final LongSupplier monotonicMillis;
    private final Map<Part, Seen> seen = new HashMap<>();

    Pulse(List<Part> parts, LongSupplier monotonicMillis) {
        this.parts = List.copyOf(parts);
        this.monotonicMillis = monotonicMillis;
    }

    /** Has every loop gone round, or had its excuse, within {@value #STANDSTILL_MILLIS_MAX} ms? Ask often. */
    boolean beats() {
        long now = monotonicMillis.getAsLong();
        boolean all = true;
        for (Part part : parts) {
            long turns = part.turns().getAsLong();
            Seen last = seen.get(part);
            if (last == null || last.turns() != turns || part.excused().getAsBoolean()) {
                seen.put(part, new Seen(turns, now));
            } else {
                all &= now - last.atMillis() < STANDSTILL_MILLIS_MAX;
            }
        }
        return all;
    }
}

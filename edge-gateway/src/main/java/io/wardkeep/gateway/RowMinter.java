package io.wardkeep.gateway;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridClock;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Names what this gateway writes: gap-free sequences per family, hybrid timestamps, and the rows that have been made
 * and not yet handed to the journal. Every minted dot ends in a row, or the sequence would have a gap.
 */
final class RowMinter {

    /** How far ahead of ours another box's clock may be to be followed. */
    private static final long CLOCK_BOUND_MILLIS = 60_000;

    private final Actor self;
    private final WardId ward;
    private final HybridClock clock;
    private final Map<Family, Long> last = new EnumMap<>(Family.class);
    private List<Row> made = new ArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();

    RowMinter(Actor self, WardId ward, GatewayClock clock, Map<ShardId, Long> lastSequences, List<Row> rows) {
        this.self = self;
        this.ward = ward;
        HybridTimestamp latest = new HybridTimestamp(0);
        for (Row row : rows) {
            if (row.dot().actor().site().equals(self.site()) && row.at().compareTo(latest) > 0) {
                latest = row.at();
            }
        }
        this.clock = new HybridClock(clock::millis, CLOCK_BOUND_MILLIS, latest);
        for (Family family : Family.values()) {
            last.put(family, lastSequences.getOrDefault(new ShardId(ward, family), 0L));
        }
        rows.forEach(row -> this.clock.hear(row.at()));
    }

    Actor self() {
        return self;
    }

    WardId ward() {
        return ward;
    }

    Dot dot(Family family) {
        return new Dot(self, last.merge(family, 1L, Long::sum));
    }

    HybridTimestamp at() {
        return clock.next();
    }

    void hear(Row row) {
        clock.hear(row.at());
    }

    void made(Row row) {
        made.add(row);
    }

    /** Runs once all that has been made so far is durable; on the store's thread. */
    void whenDurable(Runnable then) {
        waiting.add(then);
    }

    /** Who waits for what {@link #take} gives. */
    List<Runnable> takeWaiting() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /**
     * What has been made since the last call, in the order of its dots: a dot is minted when something is decided, its
     * row may be made after those of later decisions, and the journal's hash chains follow the dots.
     */
    List<Row> take() {
        if (made.isEmpty()) {
            return List.of();
        }
        List<Row> taken = made;
        taken.sort(Comparator.comparingLong(row -> row.dot().seq()));
        made = new ArrayList<>();
        return taken;
    }
}

package io.wardkeep.simulation;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.record.RowRenaming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the gateway's refounding does, on a disk in memory: gives up the names of lives, and mints what they named. */
final class Refounding {

    private final Box box;
    private final Truth truth;
    private final RowRenaming renaming = new RowRenaming();
    private final Map<Dot, Dot> names = new HashMap<>();

    Refounding(Box box, Truth truth) {
        this.box = box;
        this.truth = truth;
    }

    /**
     * What is to be written in the life that has begun.
     *
     * @param lives whose names are in doubt; of those that came after them the rows are
     */
    List<Written> run(SortedSet<Actor> lives) {
        List<Written> again = new ArrayList<>();
        new TreeMap<>(box.disk().unaccepted(lives.first())).forEach((stream, ranges) -> {
            boolean isObserved = stream.shard().family() == Family.OBS;
            if (isObserved && !lives.contains(stream.actor())) {
                return;
            }
            Delta content = box.disk().scan(stream, ranges, Integer.MAX_VALUE);
            SortedMap<Long, Reading> readings = box.disk().readings(stream);
            truth.renamed(stream, ranges, box.disk());
            renaming.begin(
                    stream,
                    box.disk()
                            .context(stream.shard())
                            .getOrDefault(stream, Ranges.EMPTY)
                            .minus(ranges)
                            .max());
            box.disk().giveUp(stream, ranges, vector -> renaming.lowered(stream.shard(), vector));
            if (isObserved) {
                again.addAll(observations(stream, content, readings));
            } else {
                content.rows().forEach(row -> again.add(row(row)));
            }
        });
        return again;
    }

    private List<Written> observations(StreamId stream, Delta content, SortedMap<Long, Reading> readings) {
        List<Written> again = new ArrayList<>();
        StreamId target = new StreamId(stream.shard(), box.actor(), stream.device());
        Ranges covered = content.covered(stream);
        for (int index = 0; index < covered.count(); index++) {
            for (long seq = covered.first(index); seq <= covered.last(index); seq++) {
                long next = box.mint(target, 1);
                Reading reading = readings.get(seq);
                again.add(Author.linked(
                        box,
                        reading == null
                                ? lost(target, next, content, seq)
                                : new Written(
                                        new Delta(
                                                List.of(),
                                                List.of(Blocks.of(target, next, List.of(reading))),
                                                List.of(),
                                                Map.of(target, Ranges.of(next, next))),
                                        List.of(reading))));
            }
        }
        return again;
    }

    private static Written lost(StreamId target, long next, Delta content, long seq) {
        Lost loss = content.lost().stream()
                .filter(some -> some.first() <= seq && seq <= some.last())
                .findFirst()
                .orElseThrow();
        return new Written(
                new Delta(
                        List.of(),
                        List.of(),
                        List.of(new Lost(target, next, next, loss.reason(), loss.atMillis())),
                        Map.of(target, Ranges.of(next, next))),
                List.of());
    }

    private Written row(Row row) {
        StreamId target = StreamId.rows(row.shard(), box.actor());
        long next = box.mint(target, 1);
        Dot dot = new Dot(box.actor(), next);
        Row again = renaming.again(row, dot);
        names.put(row.dot(), dot);
        truth.acknowledgesAgain(row.shard().ward(), row.dot(), dot, names);
        return Author.linked(box, new Written(Delta.ofRows(target, List.of(again), Ranges.of(next, next)), List.of()));
    }
}

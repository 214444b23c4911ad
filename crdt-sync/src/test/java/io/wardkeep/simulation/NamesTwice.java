package io.wardkeep.simulation;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Names that a box gave twice, because it was put back with its witness or cloned, and what became of all that they
 * named: one of the things the hub took under that name; each other one must have got another name, or have been on a
 * disk only that is no more.
 */
final class NamesTwice {

    /** A sequence of a stream. */
    record Name(StreamId stream, long seq) {}

    /** What has no content of its own. */
    enum Marker {
        /** A declared loss. */
        LOSS,
        /** Something was superseded before anybody took it. */
        SUPERSEDED,
        /** The hub has none of it. */
        UNTAKEN
    }

    private record Named(Name name, Object content) {}

    private final Map<Name, Set<Object>> contents = new LinkedHashMap<>();
    private final Map<Name, Object> taken = new LinkedHashMap<>();
    private final Set<Named> saved = new HashSet<>();
    private final Set<Named> excused = new HashSet<>();

    /** The content of a name in what a box writes. */
    static Object content(Written written, long seq) {
        Delta delta = written.delta();
        StreamId stream = delta.covered().keySet().iterator().next();
        if (!written.readings().isEmpty()) {
            return written.readings().get((int) (seq - delta.covered(stream).first(0)));
        }
        return delta.rows().isEmpty() ? Marker.LOSS : delta.rows().getFirst();
    }

    /**
     * A name is given again.
     *
     * @param before what it named
     * @param now what it names now
     * @param isTaken does the hub hold that name already?
     * @param isGone was what it named on a disk only that is no more?
     */
    void written(Name name, Object before, Object now, boolean isTaken, boolean isGone) {
        Set<Object> both = contents.computeIfAbsent(name, _ -> new LinkedHashSet<>());
        both.add(before);
        both.add(now);
        if (isTaken) {
            taken.putIfAbsent(name, before);
        }
        if (isGone) {
            excused.add(new Named(name, before));
        }
    }

    /** The hub takes a delta. */
    void taken(Delta delta) {
        for (Row row : delta.rows()) {
            take(new Name(row.stream(), row.dot().seq()), row);
        }
        for (ObservationBlock block : delta.blocks()) {
            if (concerns(block.stream())) {
                long seq = block.first();
                for (Reading reading : readings(block)) {
                    take(new Name(block.stream(), seq++), reading);
                }
            }
        }
        for (Lost loss : delta.lost()) {
            for (long seq = loss.first(); seq <= loss.last(); seq++) {
                take(new Name(loss.stream(), seq), Marker.LOSS);
            }
        }
        delta.covered().forEach((stream, ranges) -> {
            if (concerns(stream)) {
                sequences(ranges).forEach(seq -> take(new Name(stream, seq), Marker.SUPERSEDED));
            }
        });
    }

    private boolean concerns(StreamId stream) {
        return contents.keySet().stream().anyMatch(name -> name.stream().equals(stream));
    }

    private void take(Name name, Object content) {
        if (contents.containsKey(name)) {
            taken.putIfAbsent(name, content);
        }
    }

    /** What a disk holds under a name is about to get another. */
    void saved(Name name, InMemoryReplicaStore disk) {
        if (contents.containsKey(name)) {
            saved.add(new Named(name, held(name, disk)));
        }
    }

    /** A disk is no more. */
    void excused(StreamId stream, Ranges held, InMemoryReplicaStore disk) {
        for (Name name : contents.keySet()) {
            if (name.stream().equals(stream) && held.contains(name.seq())) {
                excused.add(new Named(name, held(name, disk)));
            }
        }
    }

    /** Two decisions about one thing, of which one has been superseded at the hub: see the limits of the protocol. */
    private static boolean isHidden(Object content, Object kept, Name name, InMemoryReplicaStore hub) {
        return content instanceof Row one
                && kept instanceof Row other
                && one.key().equals(other.key())
                && !(held(name, hub) instanceof Row);
    }

    private static Object held(Name name, InMemoryReplicaStore disk) {
        StreamId stream = name.stream();
        if (stream.shard().family() == Family.OBS) {
            Reading reading = disk.readings(stream).get(name.seq());
            return reading == null ? Marker.LOSS : reading;
        }
        return disk.liveRows(stream.shard()).stream()
                .filter(row -> row.stream().equals(stream) && row.dot().seq() == name.seq())
                .map(Object.class::cast)
                .findFirst()
                .orElse(Marker.SUPERSEDED);
    }

    private static List<Reading> readings(ObservationBlock block) {
        try {
            return Blocks.readings(block);
        } catch (MalformedBytesException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** What the names mean that the hub holds: the row that is live of it, else what came first. */
    Map<Name, Object> decided(InMemoryReplicaStore hub) {
        Map<Name, Object> decided = new LinkedHashMap<>();
        taken.forEach((name, content) -> decided.put(name, held(name, hub) instanceof Row live ? live : content));
        return decided;
    }

    /** One by one. */
    static LongStream sequences(Ranges ranges) {
        return IntStream.range(0, ranges.count())
                .boxed()
                .flatMapToLong(index -> LongStream.rangeClosed(ranges.first(index), ranges.last(index)));
    }

    /** What nobody holds any more, though a disk held it that was not replaced. */
    List<String> lost(InMemoryReplicaStore hub) {
        List<String> lost = new ArrayList<>();
        Map<Name, Object> decided = decided(hub);
        contents.forEach((name, all) -> {
            Object kept = decided.getOrDefault(name, Marker.UNTAKEN);
            for (Object content : all) {
                Named named = new Named(name, content);
                boolean wasSuperseded = kept == Marker.SUPERSEDED
                        || saved.contains(new Named(name, Marker.SUPERSEDED))
                        || isHidden(content, kept, name, hub);
                // What came first may have been superseded since, by whoever wrote it.
                if (!content.equals(kept)
                        && !content.equals(taken.get(name))
                        && !wasSuperseded
                        && !saved.contains(named)
                        && !excused.contains(named)
                        && !excused.contains(new Named(name, Marker.SUPERSEDED))) {
                    lost.add("of two things named " + name.stream() + " " + name.seq() + " one is lost: " + content);
                }
            }
        });
        return lost;
    }
}

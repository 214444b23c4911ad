package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one group of entries into an open transaction, and mints the sequences of its readings in their order. */
final class Appender {

    /** Readings of one device that share a body; a burst beyond it makes more bodies. */
    private static final int BODY_READINGS_MAX = 4_096;

    private final Content content;
    private final Actor self;
    private final ShardId shard;

    private final Map<Integer, List<Reading>> open = new LinkedHashMap<>();
    private final Map<StreamId, Ranges> covered = new HashMap<>();
    private final List<ObservationBlock> blocks = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private long repeated;

    Appender(Content content, Actor self, WardId ward) {
        this.content = content;
        this.self = self;
        shard = new ShardId(ward, Family.OBS);
    }

    /** Writes the entries; what became part of the store by that is the answer. */
    Delta append(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            switch (entry) {
                case JournalEntry.Readings some -> append(some);
                case JournalEntry.Lost loss -> append(loss);
                case JournalEntry.Rows some -> some.rows().forEach(this::append);
            }
        }
        open.forEach(this::write);
        rows.stream()
                .map(Row::stream)
                .distinct()
                .forEach(stream -> content.streams.saveContext(content.streams.enter(stream)));
        content.messages.save();
        Delta delta = new Delta(rows, blocks, lost, covered);
        return delta.withHeads(content.chains.standing(delta));
    }

    /** How many messages were repetitions. */
    long repeated() {
        return repeated;
    }

    private void append(JournalEntry.Readings some) {
        if (some.message().isPresent() && !content.messages.isNew(some.message().get())) {
            repeated++;
            return;
        }
        List<Reading> readings = open.computeIfAbsent(some.deviceOrdinal(), _ -> new ArrayList<>());
        readings.addAll(some.readings());
        if (readings.size() >= BODY_READINGS_MAX) {
            write(some.deviceOrdinal(), readings);
        }
    }

    private void append(JournalEntry.Lost loss) {
        // The sequences follow the order in which things happened.
        write(loss.deviceOrdinal(), open.getOrDefault(loss.deviceOrdinal(), new ArrayList<>()));
        StreamState state = stream(loss.deviceOrdinal());
        Lost declared = content.observations.appendLost(state, loss.count(), loss.reason());
        content.chains.link(state, declared);
        lost.add(declared);
        covered.merge(declared.stream(), Ranges.of(declared.first(), declared.last()), Ranges::union);
    }

    private void append(Row row) {
        StreamState state = content.streams.enter(row.stream());
        long seq = row.dot().seq();
        if (!row.dot().actor().equals(self) || state.context.contains(seq)) {
            throw new IllegalArgumentException("not a new dot of ours: " + row.dot() + " in " + row.shard());
        }
        content.chains.link(state, row);
        if (content.rows.join(row)) {
            rows.add(row);
        }
        state.context = state.context.plus(seq, seq);
        covered.merge(state.id, Ranges.of(seq, seq), Ranges::union);
    }

    private void write(int deviceOrdinal, List<Reading> readings) {
        if (!readings.isEmpty()) {
            StreamState state = stream(deviceOrdinal);
            List<Reading> group = List.copyOf(readings);
            ObservationBlock block = content.observations.append(state, group);
            content.chains.link(state, block.first(), group);
            blocks.add(block);
            covered.merge(block.stream(), Ranges.of(block.first(), block.last()), Ranges::union);
            readings.clear();
        }
    }

    private StreamState stream(int deviceOrdinal) {
        return content.streams.enter(new StreamId(shard, self, deviceOrdinal));
    }
}

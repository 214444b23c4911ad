package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Holds live what a stream's authority holds live; inside the caller's transaction, on the store loop. Used once. */
final class Conforming {

    private final Connection connection;
    private final ToIntFunction<StreamId> streamIds;
    private final LockedShards shards;
    private final Join join;

    /** {@code join} takes the rows that come back, for its writer. */
    Conforming(Connection connection, ToIntFunction<StreamId> streamIds, LockedShards shards, Join join) {
        this.connection = connection;
        this.streamIds = streamIds;
        this.shards = shards;
        this.join = join;
    }

    Delta run(Delta told) throws SQLException {
        Map<StreamId, Ranges> changed = new HashMap<>();
        List<Row> back = new ArrayList<>();
        for (Map.Entry<StreamId, Ranges> entry : told.covered().entrySet()) {
            StreamId stream = entry.getKey();
            if (stream.shard().family().isRegister()) {
                Ranges live = live(stream, entry.getValue());
                List<Row> named = told.rows().stream()
                        .filter(row -> row.stream().equals(stream))
                        .toList();
                Ranges gone = live.minus(dots(named));
                remove(stream, gone);
                Ranges returned = takeBack(stream, named, live, back);
                if (!gone.isEmpty() || !returned.isEmpty()) {
                    changed.put(stream, gone.union(returned));
                }
            }
        }
        return new Delta(back, List.of(), List.of(), changed);
    }

    private Ranges takeBack(StreamId stream, List<Row> named, Ranges live, List<Row> back) throws SQLException {
        Ranges seen = shards.of(stream.shard()).context(stream);
        Ranges returned = Ranges.EMPTY;
        for (Row row : named) {
            long seq = row.dot().seq();
            if (seen.contains(seq) && !live.contains(seq) && !isSuperseded(row) && join.takeBack(row)) {
                back.add(row);
                returned = returned.plus(seq, seq);
            }
        }
        return returned;
    }

    private boolean isSuperseded(Row row) throws SQLException {
        return Rows.ofKey(connection, shards.of(row.shard()).id, row.key()).stream()
                .anyMatch(sibling -> sibling.supersedes().covers(row.dot()));
    }

    private Ranges live(StreamId stream, Ranges covered) throws SQLException {
        List<Long> dots = Sql.query(
                connection,
                row -> row.getLong(1),
                "select seq from live_row where stream = ? and seq between ? and ? order by seq",
                streamIds.applyAsInt(stream),
                covered.first(0),
                covered.max());
        return Ranges.ofAscending(dots).intersect(covered);
    }

    private void remove(StreamId stream, Ranges gone) throws SQLException {
        List<Long> dots = new ArrayList<>();
        for (int index = 0; index < gone.count(); index++) {
            for (long seq = gone.first(index); seq <= gone.last(index); seq++) {
                dots.add(seq);
            }
        }
        if (!dots.isEmpty()) {
            Sql.update(
                    connection,
                    "delete from live_row where stream = ? and seq = any(?)",
                    streamIds.applyAsInt(stream),
                    new Column("int8", dots));
        }
    }

    private static Ranges dots(List<Row> rows) {
        return Ranges.ofAscending(
                rows.stream().map(row -> row.dot().seq()).sorted().distinct().toList());
    }
}

package io.wardkeep.hub.record;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.record.RosterEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the record as a whole, for who begins to follow it. Pure reading; see {@link ReadLoop}. */
public final class RecordReader {

    private RecordReader() {}

    /**
     * What a picture of the wards begins with: all live rows of roster, settings, assignments and alerts, then the
     * readings since a time, oldest first.
     */
    public static List<Delta> picture(Connection connection, long sinceMillis) throws SQLException {
        List<Delta> picture = new ArrayList<>();
        for (Family family : List.of(Family.ROSTER, Family.CONFIG, Family.ASSIGN, Family.ALERT)) {
            picture.add(ofRows(Rows.ofFamily(connection, family)));
        }
        picture.add(ofBlocks(Sql.query(
                connection,
                row -> new ObservationBlock(
                        Names.streamOf(row),
                        row.getLong("first"),
                        row.getLong("last"),
                        Bytes.adopt(row.getBytes("body"))),
                """
                select ward, family, site, incarnation, device, first, last, body from block
                join stream on stream.id = block.stream join shard on shard.id = stream.shard
                where until_millis >= ? order by until_millis
                """,
                sinceMillis)));
        return picture;
    }

    /** The newest rows of the audit in these wards. */
    public static List<Row> audit(Connection connection, List<String> wards, boolean allWards, int limit)
            throws SQLException {
        return Rows.latest(connection, Family.AUDIT, wards, allWards, limit);
    }

    /** Every row of the audit, by ward and dot. */
    public static List<Row> wholeAudit(Connection connection) throws SQLException {
        return Rows.ofFamily(connection, Family.AUDIT);
    }

    /**
     * A site of which the record holds observations.
     *
     * @param site its id
     * @param name what its roster calls it; empty without one
     * @param ward whose
     * @param observations how many are held or declared lost
     */
    public record KnownSite(UUID site, String name, String ward, long observations) {}

    /** All sites with observations, by ward. */
    public static List<KnownSite> sites(Connection connection) throws SQLException {
        Map<UUID, String> names = new HashMap<>();
        for (Row row : Rows.ofFamily(connection, Family.ROSTER)) {
            try {
                RosterEntry.of(row).ifPresent(entry -> names.put(entry.site(), entry.gateway()));
            } catch (MalformedBytesException damaged) {
                throw new SQLException("a stored roster entry cannot be read", damaged);
            }
        }
        return Sql.query(
                connection,
                row -> {
                    UUID site = row.getObject("site", UUID.class);
                    return new KnownSite(
                            site, names.getOrDefault(site, ""), row.getString("ward"), row.getLong("observations"));
                },
                """
                select site, ward, sum(context.last - context.first + 1) as observations from context
                join stream on stream.id = context.stream join shard on shard.id = stream.shard
                where family = ? group by site, ward order by ward, site
                """,
                (short) Family.OBS.ordinal());
    }

    private static Delta ofRows(List<Row> rows) {
        Map<StreamId, Ranges> covered = new HashMap<>();
        rows.forEach(row ->
                covered.merge(row.stream(), Ranges.of(row.dot().seq(), row.dot().seq()), Ranges::union));
        return new Delta(rows, List.of(), List.of(), covered);
    }

    private static Delta ofBlocks(List<ObservationBlock> blocks) {
        Map<StreamId, Ranges> covered = new HashMap<>();
        blocks.forEach(block -> covered.merge(block.stream(), Ranges.of(block.first(), block.last()), Ranges::union));
        return new Delta(List.of(), blocks, List.of(), covered);
    }
}

package io.wardkeep.hub.record;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Live rows out of the database. For the thread that owns the connection. */
final class Rows {

    /** What {@link #row} reads; a where clause follows. */
    static final String SELECT = """
            select ward, family, site, incarnation, device, seq, key, hlc, kind, supersedes, payload
            from live_row join stream on stream.id = live_row.stream join shard on shard.id = live_row.shard
            """;

    private Rows() {}

    static Row row(ResultSet row) throws SQLException {
        StreamId stream = Names.streamOf(row);
        return new Row(
                stream.shard(),
                row.getString("key"),
                new Dot(stream.actor(), row.getLong("seq")),
                Sql.vectorOf(row.getBytes("supersedes")),
                new HybridTimestamp(row.getLong("hlc")),
                row.getInt("kind"),
                Bytes.adopt(row.getBytes("payload")));
    }

    static List<Row> ofKey(Connection connection, int shard, String key) throws SQLException {
        return Sql.query(connection, Rows::row, SELECT + "where live_row.shard = ? and key = ?", shard, key);
    }

    static List<Row> newest(Connection connection, int shard) throws SQLException {
        return Sql.query(connection, Rows::row, SELECT + """
                where (live_row.stream, seq) in
                    (select mine.id, (select max(seq) from live_row newer where newer.stream = mine.id)
                     from stream mine where mine.shard = ?)
                """, shard);
    }

    /** Every live row of a family, in the order of their dots. */
    static List<Row> ofFamily(Connection connection, Family family) throws SQLException {
        return Sql.query(connection, Rows::row, SELECT + "where shard.family = ? order by live_row.stream, seq", (short)
                family.ordinal());
    }

    /** The newest rows of a family by the writers' clocks, in one ward or, without one, in all. */
    static List<Row> latest(Connection connection, Family family, List<String> wards, boolean allWards, int limit)
            throws SQLException {
        return Sql.query(
                connection,
                Rows::row,
                SELECT + "where shard.family = ? and (? or ward = any(?)) order by hlc desc limit ?",
                (short) family.ordinal(),
                allWards,
                new Sql.Column("text", wards),
                limit);
    }
}

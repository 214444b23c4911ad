package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells the numbers of sealed blocks minute by minute, for long trends and for SQL of one's own. A block at rest says
 * the same for ever, so that each is rolled up once. Used once, inside a transaction of the store loop.
 */
final class Rollup {

    /** Most blocks in one transaction: some ten milliseconds. */
    private static final int BLOCKS_MAX = 32;

    /** Longer blocks than a segment can be told minute by minute up to here; the rest of such a one is left out. */
    private static final int MINUTES_MAX = 240;

    private static final long MINUTE_MILLIS = 60_000;

    private record Sealed(int stream, long first, Bytes body) {}

    private record Part(int stream, long first, int code, Minutes minutes) {}

    private final Connection connection;

    Rollup(Connection connection) {
        this.connection = connection;
    }

    /** Rolls some blocks up; how many. */
    int run() throws SQLException {
        List<Sealed> blocks = Sql.query(
                connection,
                row -> new Sealed(row.getInt(1), row.getLong(2), Bytes.adopt(row.getBytes(3))),
                "select stream, first, body from block where sealed and not rolled order by stream, first limit ?",
                BLOCKS_MAX);
        if (blocks.isEmpty()) {
            return 0;
        }
        List<Part> parts = new ArrayList<>();
        for (Sealed block : blocks) {
            minutes(block).forEach((code, minutes) -> parts.add(new Part(block.stream, block.first, code, minutes)));
        }
        write(parts);
        Sql.update(
                connection,
                """
                update block set rolled = true from unnest(?, ?) as done(stream, first)
                where block.stream = done.stream and block.first = done.first
                """,
                new Column("int4", blocks.stream().map(Sealed::stream).toList()),
                new Column("int8", blocks.stream().map(Sealed::first).toList()));
        return blocks.size();
    }

    private static Map<Integer, Minutes> minutes(Sealed block) throws SQLException {
        Map<Integer, Minutes> byCode = new TreeMap<>();
        try {
            long minute = Math.floorDiv(SegmentCodec.summary(block.body).earliestMillis(), MINUTE_MILLIS);
            for (Reading reading : SegmentCodec.decode(block.body)) {
                if (reading instanceof Observation value && value.validity().hasValue()) {
                    byCode.computeIfAbsent(value.code(), _ -> new Minutes(value.unit(), minute))
                            .add(value);
                }
            }
        } catch (MalformedBytesException damaged) {
            throw new SQLException("a stored block cannot be read: " + block.stream + " " + block.first, damaged);
        }
        return byCode;
    }

    private void write(List<Part> parts) throws SQLException {
        Sql.update(
                connection,
                """
                insert into rollup (stream, first, code, unit, minute, low, high, newest, count)
                select stream, first, code, unit, minute,
                       low::real[], high::real[], newest::real[], count::integer[]
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as part(stream, first, code, unit, minute, low, high, newest, count)
                """,
                new Column("int4", parts.stream().map(Part::stream).toList()),
                new Column("int8", parts.stream().map(Part::first).toList()),
                new Column("int4", parts.stream().map(Part::code).toList()),
                new Column("int4", parts.stream().map(part -> part.minutes.unit).toList()),
                new Column(
                        "int8", parts.stream().map(part -> part.minutes.minute).toList()),
                new Column(
                        "text", parts.stream().map(part -> part.minutes.lows()).toList()),
                new Column(
                        "text", parts.stream().map(part -> part.minutes.highs()).toList()),
                new Column(
                        "text",
                        parts.stream().map(part -> part.minutes.newests()).toList()),
                new Column(
                        "text",
                        parts.stream().map(part -> part.minutes.counts()).toList()));
    }

    /** The minutes of one metric of one block, growing. */
    private static final class Minutes {
        private final int unit;
        private final long minute;
        private int length;
        private float[] low = new float[12];
        private float[] high = new float[12];
        private float[] newest = new float[12];
        private int[] count = new int[12];
        private long[] newestMillis = new long[12];

        Minutes(int unit, long minute) {
            this.unit = unit;
            this.minute = minute;
        }

        void add(Observation measured) {
            long at = Math.floorDiv(measured.measuredMillis(), MINUTE_MILLIS) - minute;
            if (at < MINUTES_MAX) {
                add((int) at, (float) measured.value().toDouble(), measured.measuredMillis());
            }
        }

        private void add(int index, float value, long millis) {
            if (index >= count.length) {
                grow();
            }
            length = Math.max(length, index + 1);
            boolean isFirst = count[index]++ == 0;
            low[index] = isFirst ? value : Math.min(low[index], value);
            high[index] = isFirst ? value : Math.max(high[index], value);
            if (isFirst || millis >= newestMillis[index]) {
                newest[index] = value;
                newestMillis[index] = millis;
            }
        }

        private void grow() {
            low = Arrays.copyOf(low, MINUTES_MAX);
            high = Arrays.copyOf(high, MINUTES_MAX);
            newest = Arrays.copyOf(newest, MINUTES_MAX);
            count = Arrays.copyOf(count, MINUTES_MAX);
            newestMillis = Arrays.copyOf(newestMillis, MINUTES_MAX);
        }

        String lows() {
            return literal(index -> Float.toString(low[index]));
        }

        String highs() {
            return literal(index -> Float.toString(high[index]));
        }

        String newests() {
            return literal(index -> Float.toString(newest[index]));
        }

        String counts() {
            return literal(index -> Integer.toString(count[index]));
        }

        private String literal(IntFunction<String> element) {
            return IntStream.range(0, length).mapToObj(element).collect(Collectors.joining(",", "{", "}"));
        }
    }
}

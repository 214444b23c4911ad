package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.sync.Family;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.view.GapView;
import io.wardkeep.ward.view.HistoryView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A metric over time, for a screen: raw readings over short times, the minutes of blocks at rest over long ones;
 * minimum and maximum of each point kept; times without data marked, declared losses with their reason. All times are
 * the hub's: what a gateway said is corrected by {@link ClockOffsets}. Pure reading; see {@link ReadLoop}.
 */
public final class History {

    /** Longer times are answered from what has been rolled up, as far as it has. */
    private static final long RAW_MILLIS_MAX = 45 * 60_000L;

    /** A gap is at least so long, and at least three times the usual distance of the values. */
    private static final long GAP_MILLIS_MIN = 30_000;

    private static final long MINUTE = 60_000;
    private static final LossReason[] REASONS = LossReason.values();

    /**
     * A device's stream in all incarnations of its writer.
     *
     * @param ward whose
     * @param site the gateway
     * @param ordinal the device's number there
     */
    public record Source(WardId ward, UUID site, int ordinal) {}

    /**
     * What is asked.
     *
     * @param sources where to look
     * @param code which metric
     * @param fromMillis included
     * @param untilMillis excluded
     * @param pointsMax at most so many points
     */
    public record Query(Collection<Source> sources, int code, long fromMillis, long untilMillis, int pointsMax) {

        /** Copies. */
        public Query {
            sources = List.copyOf(sources);
        }
    }

    /** One point, growing. */
    private static final class Point {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double last;
        private long lastMillis = Long.MIN_VALUE;

        void add(double low, double high, double newest, long newestMillis) {
            min = Math.min(min, low);
            max = Math.max(max, high);
            if (newestMillis >= lastMillis) {
                last = newest;
                lastMillis = newestMillis;
            }
        }
    }

    private final Connection connection;
    private final Query query;
    private final Map<Integer, UUID> siteOf;
    private final ClockOffsets clocks;
    private final TreeMap<Long, Point> points = new TreeMap<>();
    private final TreeMap<Long, Long> heard = new TreeMap<>();
    private final long width;

    private History(Connection connection, Query query) throws SQLException {
        this.connection = connection;
        this.query = query;
        siteOf = streams();
        clocks = ClockOffsets.read(connection, Set.copyOf(siteOf.values()), query.fromMillis(), query.untilMillis());
        long span = query.untilMillis() - query.fromMillis();
        width = Math.max(raw() ? 1 : MINUTE, Math.ceilDiv(span, (long) query.pointsMax()));
    }

    /** Answers. */
    public static HistoryView read(Connection connection, Query query) throws SQLException {
        return new History(connection, query).run();
    }

    private boolean raw() {
        return query.untilMillis() - query.fromMillis() <= RAW_MILLIS_MAX;
    }

    private HistoryView run() throws SQLException {
        if (raw()) {
            readBlocks(false);
        } else {
            readMinutes();
            readBlocks(true);
        }
        List<List<Number>> shown = new ArrayList<>();
        points.forEach((start, point) -> shown.add(HistoryView.point(start, point.min, point.max, point.last)));
        return new HistoryView(query.code(), shown, gaps(), clocks.largestMillis());
    }

    private Map<Integer, UUID> streams() throws SQLException {
        Map<Integer, UUID> found = new HashMap<>();
        Sql.query(
                connection,
                row -> found.put(row.getInt("id"), row.getObject("site", UUID.class)),
                """
                select stream.id, stream.site from stream join shard on shard.id = stream.shard
                join unnest(?, ?, ?) as wanted(ward, site, device)
                    on (wanted.ward, wanted.site, wanted.device) = (shard.ward, stream.site, stream.device)
                where shard.family = ?
                """,
                new Column(
                        "text",
                        query.sources().stream()
                                .map(source -> source.ward().name())
                                .toList()),
                new Column("uuid", query.sources().stream().map(Source::site).toList()),
                new Column("int4", query.sources().stream().map(Source::ordinal).toList()),
                (short) Family.OBS.ordinal());
        return found;
    }

    private Column streamIds() {
        return new Column("int4", List.copyOf(siteOf.keySet()));
    }

    /** By the hub's clock, of a time that the writer of a stream said. */
    private long hubMillis(int stream, long millis) {
        return clocks.hubMillis(Objects.requireNonNull(siteOf.get(stream)), millis);
    }

    /** No gateway's clock showed less when the hub's showed the beginning of what is asked. */
    private long earliestMillis() {
        return query.fromMillis() - clocks.largestMillis();
    }

    /** No gateway's clock showed more when the hub's showed its end. */
    private long latestMillis() {
        return query.untilMillis() + clocks.largestMillis();
    }

    private void readBlocks(boolean openOnly) throws SQLException {
        record Stored(int stream, Bytes body) {}
        List<Stored> blocks = Sql.query(
                connection,
                row -> new Stored(row.getInt("stream"), Bytes.adopt(row.getBytes("body"))),
                "select stream, body from block where stream = any(?) and until_millis >= ? and from_millis < ?"
                        + (openOnly ? " and not rolled" : "") + " order by from_millis",
                streamIds(),
                earliestMillis(),
                latestMillis());
        for (Stored block : blocks) {
            try {
                if (!SegmentCodec.summary(block.body()).has(query.code())) {
                    continue;
                }
                for (Reading reading : SegmentCodec.decode(block.body())) {
                    if (reading instanceof Observation value
                            && value.code() == query.code()
                            && value.validity().hasValue()) {
                        long at = hubMillis(block.stream(), value.measuredMillis());
                        add(
                                openOnly ? at / MINUTE * MINUTE : at,
                                value.value().toDouble(),
                                value.value().toDouble(),
                                value.value().toDouble());
                    }
                }
            } catch (MalformedBytesException damaged) {
                throw new SQLException("a stored block cannot be read", damaged);
            }
        }
    }

    private void readMinutes() throws SQLException {
        Sql.query(
                connection,
                row -> {
                    long at = hubMillis(row.getInt("stream"), row.getLong("minute") * MINUTE);
                    add(at, row.getDouble("low"), row.getDouble("high"), row.getDouble("newest"));
                    return at;
                },
                """
                select block.stream, rollup.minute + part.at - 1 as minute, part.low::numeric, part.high::numeric,
                       part.newest::numeric
                from block
                join rollup on rollup.stream = block.stream and rollup.first = block.first and rollup.code = ?
                cross join lateral unnest(rollup.low, rollup.high, rollup.newest, rollup.count)
                    with ordinality as part(low, high, newest, count, at)
                where block.stream = any(?) and block.until_millis >= ? and block.from_millis < ? and block.rolled
                    and part.count > 0
                order by block.from_millis, part.at
                """,
                query.code(),
                streamIds(),
                earliestMillis(),
                latestMillis());
    }

    private void add(long at, double low, double high, double newest) {
        if (at < query.fromMillis() - MINUTE || at >= query.untilMillis()) {
            return;
        }
        long start = at - Math.floorMod(at - query.fromMillis(), width);
        points.computeIfAbsent(start, _ -> new Point()).add(low, high, newest, at);
        heard.put(at, at);
    }

    private List<GapView> gaps() throws SQLException {
        List<GapView> gaps = new ArrayList<>(losses());
        long usual = usualDistance();
        long longest = Math.max(GAP_MILLIS_MIN, 3 * usual);
        long before = query.fromMillis();
        for (long at : heard.keySet()) {
            silent(before, at, longest, usual, gaps);
            before = at;
        }
        silent(before, query.untilMillis(), longest, usual, gaps);
        gaps.sort(Comparator.comparingLong(GapView::from));
        return gaps;
    }

    private static void silent(long from, long until, long longest, long usual, List<GapView> gaps) {
        if (until - from <= longest) {
            return;
        }
        boolean declared = gaps.stream()
                .anyMatch(gap -> gap.kind() == GapView.Kind.LOST && gap.from() <= until && gap.until() >= from);
        if (!declared) {
            gaps.add(new GapView(from + usual, until, GapView.Kind.NO_DATA, "no value"));
        }
    }

    private long usualDistance() {
        if (heard.size() < 2) {
            return raw() ? 1_000 : MINUTE;
        }
        List<Long> distances = new ArrayList<>();
        long before = heard.firstKey();
        for (long at : heard.tailMap(before, false).keySet()) {
            distances.add(at - before);
            before = at;
        }
        distances.sort(null);
        return distances.get(distances.size() / 2);
    }

    /** A loss lies between the readings before and after it. */
    private List<GapView> losses() throws SQLException {
        return Sql.query(
                connection,
                row -> new GapView(
                        hubMillis(row.getInt("stream"), row.getLong("gap_from")),
                        hubMillis(row.getInt("stream"), row.getLong("gap_until")),
                        GapView.Kind.LOST,
                        (row.getLong("last") - row.getLong("first") + 1) + " values lost: "
                                + REASONS[row.getInt("reason")]
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')),
                """
                select * from (
                    select stream, first, last, reason,
                        coalesce((select max(until_millis) from block
                                  where block.stream = lost.stream and block.last < lost.first), at_millis) as gap_from,
                        coalesce((select min(from_millis) from block
                                  where block.stream = lost.stream and block.first > lost.last), at_millis) as gap_until
                    from lost where stream = any(?)) as placed
                where gap_until >= ? and gap_from < ? order by gap_from limit 1000
                """,
                streamIds(),
                earliestMillis(),
                latestMillis());
    }
}

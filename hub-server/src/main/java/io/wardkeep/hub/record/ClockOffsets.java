package io.wardkeep.hub.record;

import io.wardkeep.hub.record.Sql.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How far gateways' clocks were off, and with that what the hub's clock showed when a gateway's showed something. The
 * record keeps every time as the gateway said it; only what is shown is corrected, and nothing is decided by it.
 * Between two measurements, over an outage above all, the clock is taken to have drifted evenly; before the first and
 * after the last it is taken to have been as then. A clock that was set within an outage is not known to have been.
 * Immutable.
 */
public final class ClockOffsets {

    /**
     * One measurement.
     *
     * @param site the gateway
     * @param hubMillis when, by the hub's clock
     * @param offsetMillis the gateway's clock minus the hub's
     */
    public record Sample(UUID site, long hubMillis, long offsetMillis) {

        private long gatewayMillis() {
            return hubMillis + offsetMillis;
        }
    }

    private final Map<UUID, NavigableMap<Long, Long>> bySite;

    private ClockOffsets(Map<UUID, NavigableMap<Long, Long>> bySite) {
        this.bySite = bySite;
    }

    /** Of these measurements. */
    static ClockOffsets of(Collection<Sample> samples) {
        Map<UUID, NavigableMap<Long, Long>> bySite = new HashMap<>();
        for (Sample sample : samples) {
            bySite.computeIfAbsent(sample.site(), _ -> new TreeMap<>())
                    .put(sample.gatewayMillis(), sample.offsetMillis());
        }
        return new ClockOffsets(bySite);
    }

    /** Keeps a measurement; inside the caller's transaction. */
    static void note(Connection connection, Sample sample) throws SQLException {
        Sql.update(connection, """
                insert into clock_offset (site, hub_millis, offset_millis) values (?, ?, ?)
                on conflict (site, hub_millis) do update set offset_millis = excluded.offset_millis
                """, sample.site(), sample.hubMillis(), sample.offsetMillis());
    }

    /** What is needed for a span of the hub's clock: what was measured in it, and one measurement before and after. */
    static ClockOffsets read(Connection connection, Collection<UUID> sites, long fromMillis, long untilMillis)
            throws SQLException {
        return of(Sql.query(
                connection,
                row -> new Sample(
                        row.getObject("site", UUID.class), row.getLong("hub_millis"), row.getLong("offset_millis")),
                """
                select sample.site, sample.hub_millis, sample.offset_millis from unnest(?) as wanted(site)
                cross join lateral (
                    select coalesce(max(hub_millis) filter (where hub_millis <= ?), min(hub_millis)) as first,
                           coalesce(min(hub_millis) filter (where hub_millis >= ?), max(hub_millis)) as last
                    from clock_offset where site = wanted.site) as span
                join clock_offset sample
                    on sample.site = wanted.site and sample.hub_millis between span.first and span.last
                """,
                new Column("uuid", List.copyOf(sites)),
                fromMillis,
                untilMillis));
    }

    /** The gateway's clock minus the hub's when the gateway's showed this; 0 where nobody measured. */
    public long offsetMillis(UUID site, long gatewayMillis) {
        NavigableMap<Long, Long> samples = bySite.getOrDefault(site, new TreeMap<>());
        Map.Entry<Long, Long> before = samples.floorEntry(gatewayMillis);
        Map.Entry<Long, Long> after = samples.ceilingEntry(gatewayMillis);
        if (before == null || after == null) {
            return before != null ? before.getValue() : after != null ? after.getValue() : 0;
        }
        long apart = after.getKey() - before.getKey();
        return apart == 0
                ? before.getValue()
                : before.getValue()
                        + Math.round((double) (after.getValue() - before.getValue())
                                * (gatewayMillis - before.getKey())
                                / apart);
    }

    /** What the hub's clock showed then. */
    public long hubMillis(UUID site, long gatewayMillis) {
        return gatewayMillis - offsetMillis(site, gatewayMillis);
    }

    /** The largest correction, without its sign. */
    public long largestMillis() {
        return bySite.values().stream()
                .flatMap(samples -> samples.values().stream())
                .mapToLong(Math::abs)
                .max()
                .orElse(0);
    }
}

package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reads the past from the journal beside its writer, on a connection of its own. */
final class HistoryReader {

    private static final LossReason[] REASONS = LossReason.values();
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A loss lies between the piece that ends before it and the one that begins after it, in segment or tail. */
    private static final String LOSSES = "SELECT"
            + " coalesce((SELECT until_millis FROM segment WHERE stream=l.stream AND first<l.first ORDER BY first DESC"
            + " LIMIT 1), (SELECT until_millis FROM tail WHERE stream=l.stream AND last=l.first-1), l.at),"
            + " coalesce((SELECT from_millis FROM segment WHERE stream=l.stream AND first>l.last ORDER BY first"
            + " LIMIT 1), (SELECT from_millis FROM tail WHERE stream=l.stream AND first=l.last+1), l.at),"
            + " l.last - l.first + 1, l.reason FROM lost l WHERE l.stream=?";

    private final Database database;
    private final UUID site;

    HistoryReader(Database database, UUID site) {
        this.database = database;
        this.site = site;
    }

    History read(HistoryQuery query) {
        SortedMap<Long, History.Point> points = new TreeMap<>();
        List<History.Loss> losses = new ArrayList<>();
        for (long stream : streams(query)) {
            // The tail first: what the writer seals meanwhile is then seen twice, which changes nothing.
            for (String table : List.of("tail", "segment")) {
                readBodies(table, stream, query, points);
            }
            losses.addAll(database.query(
                    LOSSES,
                    row -> new History.Loss(
                            Math.min(row.getLong(1), row.getLong(2)),
                            Math.max(row.getLong(1), row.getLong(2)),
                            row.getLong(3),
                            REASONS[row.getInt(4)]),
                    stream));
        }
        losses.removeIf(loss -> loss.untilMillis() < query.fromMillis() || loss.fromMillis() >= query.untilMillis());
        losses.sort(Comparator.comparingLong(History.Loss::fromMillis));
        return new History(List.copyOf(points.values()), losses);
    }

    private List<Long> streams(HistoryQuery query) {
        List<Long> streams = new ArrayList<>();
        query.devices()
                .forEach(device -> streams.addAll(database.query(
                        "SELECT s.id FROM stream s JOIN device d ON d.ordinal=s.device WHERE d.name=? AND s.site=?",
                        row -> row.getLong(1),
                        device.name(),
                        Columns.site(site))));
        return streams;
    }

    private void readBodies(String table, long stream, HistoryQuery query, SortedMap<Long, History.Point> points) {
        database.query(
                "SELECT checksum, body, last - first + 1 FROM " + table
                        + " WHERE stream=? AND until_millis>=? AND from_millis<?",
                row -> {
                    byte[] body = row.getBytes(2);
                    // The writer finds damaged bodies out; here they are as if they were not there.
                    return row.getLong(1) == Columns.checksum(body)
                            && Bodies.decode(Bytes.adopt(body), row.getLong(3))
                                    .map(readings -> addAll(points, query, readings))
                                    .orElse(false);
                },
                stream,
                query.fromMillis(),
                query.untilMillis());
    }

    private static boolean addAll(SortedMap<Long, History.Point> points, HistoryQuery query, List<Reading> readings) {
        readings.forEach(reading -> add(points, query, reading));
        return true;
    }

    private static void add(SortedMap<Long, History.Point> points, HistoryQuery query, Reading reading) {
        if (reading.code() != query.code() || !reading.validity().hasValue()) {
            return;
        }
        switch (reading) {
            case Observation value ->
                add(points, query, value.measuredMillis(), value.value().toDouble());
            case Waveform wave -> {
                for (int index = 0; index < wave.length(); index++) {
                    if (wave.sample(index) != Waveform.MISSING) {
                        add(
                                points,
                                query,
                                wave.measuredMillis() + index * wave.periodNanos() / NANOS_PER_MILLI,
                                new Decimal(wave.sample(index), wave.scale()).toDouble());
                    }
                }
            }
        }
    }

    private static void add(SortedMap<Long, History.Point> points, HistoryQuery query, long atMillis, double value) {
        if (atMillis < query.fromMillis() || atMillis >= query.untilMillis()) {
            return;
        }
        long width = Math.max(1, (query.untilMillis() - query.fromMillis()) / query.points());
        points.merge(
                (atMillis - query.fromMillis()) / width,
                new History.Point(atMillis, value, value, value),
                HistoryReader::join);
    }

    private static History.Point join(History.Point one, History.Point other) {
        History.Point later = other.atMillis() >= one.atMillis() ? other : one;
        return new History.Point(
                later.atMillis(), Math.min(one.min(), other.min()), Math.max(one.max(), other.max()), later.last());
    }
}

package io.wardkeep.sync;

import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The hash chain of one stream, as its single writer mints it: the value after an entry is the first eight bytes of
 * SHA-256 over the value before it and the entry. It does not depend on how readings are cut into blocks. Eight bytes
 * tell histories apart that differ by accident; they are no proof against a writer that forges its own.
 *
 * <p>Haber and Stornetta, "How to time-stamp a digital document" (1991), section 5.1. Pure functions.
 */
public final class Chain {

    /** The value before the first entry. */
    public static final long START = 0;

    private static final int ROW = 1;
    private static final int READING = 2;
    private static final int LOSS = 3;

    private Chain() {}

    /** The value after one row. */
    public static long after(long before, Row row) {
        CanonicalWriter writer = new CanonicalWriter()
                .fixed64(before)
                .octet(ROW)
                .unsigned(row.dot().seq())
                .text(row.key());
        row.supersedes().write(writer);
        writer.fixed64(row.at().packed()).unsigned(row.kind()).block(row.payload());
        return head(sha256(), writer);
    }

    /** The value after these readings, the first of which has the sequence {@code first}. */
    public static long after(long before, long first, List<? extends Reading> readings) {
        MessageDigest digest = sha256();
        long value = before;
        long seq = first;
        for (Reading reading : readings) {
            CanonicalWriter writer =
                    new CanonicalWriter().fixed64(value).octet(READING).unsigned(seq++);
            write(writer, reading);
            value = head(digest, writer);
        }
        return value;
    }

    /** The value after a loss that was minted as one: sequences that never had readings. */
    public static long afterLoss(long before, long first, long last) {
        return head(
                sha256(),
                new CanonicalWriter()
                        .fixed64(before)
                        .octet(LOSS)
                        .unsigned(first)
                        .unsigned(last));
    }

    private static void write(CanonicalWriter writer, Reading reading) {
        writer.unsigned(reading.code())
                .octet(reading.validity().ordinal())
                .signed(reading.measuredMillis())
                .signed(reading.deviceMillis());
        switch (reading) {
            case Observation value ->
                writer.octet(0).unsigned(value.unit()).unsigned(value.scale()).signed(value.mantissa());
            case Waveform run -> {
                writer.octet(1).unsigned(run.unit()).unsigned(run.scale());
                writer.unsigned(run.periodNanos()).unsigned(run.length());
                for (int index = 0; index < run.length(); index++) {
                    writer.signed(run.sample(index));
                }
            }
        }
    }

    /**
     * The value after what a delta says of a stream, when the value before its first sequence is {@code before}. Empty
     * when that does not follow from the delta alone: it has gaps, superseded rows or losses.
     *
     * @throws MalformedBytesException when a block cannot be read
     */
    public static OptionalLong after(long before, Delta delta, StreamId stream) throws MalformedBytesException {
        Ranges covered = delta.covered(stream);
        if (covered.count() != 1) {
            return OptionalLong.empty();
        }
        return stream.shard().family() == Family.OBS
                ? afterBlocks(before, delta, stream, covered)
                : afterRows(before, delta, stream, covered);
    }

    private static OptionalLong afterRows(long before, Delta delta, StreamId stream, Ranges covered) {
        TreeMap<Long, Row> rows = new TreeMap<>();
        for (Row row : delta.rows()) {
            if (row.stream().equals(stream)) {
                rows.put(row.dot().seq(), row);
            }
        }
        if (rows.size() != covered.cardinality()) {
            return OptionalLong.empty();
        }
        long value = before;
        for (Row row : rows.values()) {
            value = after(value, row);
        }
        return OptionalLong.of(value);
    }

    private static OptionalLong afterBlocks(long before, Delta delta, StreamId stream, Ranges covered)
            throws MalformedBytesException {
        TreeMap<Long, ObservationBlock> blocks = new TreeMap<>();
        for (ObservationBlock block : delta.blocks()) {
            if (block.stream().equals(stream)) {
                blocks.put(block.first(), block);
            }
        }
        long value = before;
        long next = covered.first(0);
        for (Map.Entry<Long, ObservationBlock> entry : blocks.entrySet()) {
            if (entry.getKey() != next) {
                return OptionalLong.empty();
            }
            value = after(value, next, Blocks.readings(entry.getValue()));
            next = entry.getValue().last() + 1;
        }
        return next == covered.max() + 1 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** What comparing says, given what is here. */
    static ChainVerdict compare(ReplicaStore store, ChainHead theirs) {
        StreamId stream = theirs.stream();
        Ranges here =
                Optional.ofNullable(store.context(stream.shard()).get(stream)).orElse(Ranges.EMPTY);
        if (theirs.seq() > here.max()) {
            return ChainVerdict.BEYOND;
        }
        OptionalLong ours = store.chainAt(stream, theirs.seq());
        if (ours.isEmpty()) {
            return ChainVerdict.UNKNOWN;
        }
        return ours.getAsLong() == theirs.hash() ? ChainVerdict.SAME : ChainVerdict.DIFFERENT;
    }

    private static long head(MessageDigest digest, CanonicalWriter writer) {
        byte[] whole = digest.digest(writer.toBytes().toArray());
        long head = 0;
        for (int index = 0; index < Long.BYTES; index++) {
            head = head << 8 | (whole[index] & 0xFF);
        }
        return head;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

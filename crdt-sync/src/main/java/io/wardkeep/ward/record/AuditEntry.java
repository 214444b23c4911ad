package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.WardId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who did what: one link of its actor's hash chain. It names the hash of the actor's entry before it and the heads of
 * the other chains that the actor had seen, so that no entry can be changed, dropped or slipped in later without some
 * hash telling. Crosby and Wallach, "Efficient data structures for tamper-evident logging" (2009), section 2.
 *
 * @param by who
 * @param what the act in a word or two: {@code acknowledged}, {@code limits set}, {@code logged in}
 * @param subject what it was done to: an episode's id, a bed, a key; may be empty
 * @param atMillis when, by the writer's clock
 * @param previous {@link #hash} of the actor's entry before this one; empty for its first
 * @param heads per entry of another actor that was the newest seen, its hash
 */
public record AuditEntry(
        Author by, String what, String subject, long atMillis, Bytes previous, SortedMap<Dot, Bytes> heads) {

    /** Longest what and subject, in characters. */
    public static final int TEXT_MAX = 500;

    /** Most heads that one entry names. */
    public static final int HEADS_MAX = 256;

    private static final int HASH_BYTES = 32;
    private static final int KIND = 1;

    private static final int AT = 1;
    private static final int BY = 2;
    private static final int WHAT = 3;
    private static final int SUBJECT = 4;
    private static final int PREVIOUS = 5;
    private static final int HEADS = 6;

    /** Rejects overlong text and hashes of another length. */
    public AuditEntry {
        if (what.isBlank() || what.length() > TEXT_MAX || subject.length() > TEXT_MAX) {
            throw new IllegalArgumentException("an audit entry says what, in at most " + TEXT_MAX + " characters");
        }
        if (previous.size() != 0 && previous.size() != HASH_BYTES
                || heads.size() > HEADS_MAX
                || heads.values().stream().anyMatch(hash -> hash.size() != HASH_BYTES)) {
            throw new IllegalArgumentException(
                    "a chain's hash has " + HASH_BYTES + " bytes, and at most " + HEADS_MAX + " heads are named");
        }
        heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
    }

    /** The key of an actor's chain. */
    public static String key(Actor actor) {
        return "audit/" + actor;
    }

    /** The row of this entry. */
    public Row row(WardId ward, Dot dot, HybridTimestamp at) {
        FieldsWriter fields = new FieldsWriter()
                .signed(AT, atMillis)
                .author(BY, by)
                .text(WHAT, what)
                .text(SUBJECT, subject)
                .block(PREVIOUS, previous)
                .field(HEADS, inner -> {
                    inner.unsigned(heads.size());
                    heads.forEach((seen, hash) -> inner.dot(seen).block(hash));
                });
        return new Row(
                new ShardId(ward, Family.AUDIT),
                key(dot.actor()),
                dot,
                VersionVector.EMPTY,
                at,
                KIND,
                fields.toBytes());
    }

    /** The entry of a row; empty when it is of another kind. */
    public static Optional<AuditEntry> of(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.AUDIT || row.kind() != KIND) {
            return Optional.empty();
        }
        Fields fields = Fields.read(row.payload());
        try {
            return Optional.of(new AuditEntry(
                    fields.author(BY),
                    fields.text(WHAT, 4 * TEXT_MAX),
                    fields.text(SUBJECT, 4 * TEXT_MAX),
                    fields.signed(AT),
                    fields.field(PREVIOUS, reader -> reader.block(HASH_BYTES)),
                    fields.field(HEADS, AuditEntry::readHeads)));
        } catch (IllegalArgumentException refused) {
            // A value that a record's constructor refuses could not have been written.
            throw new MalformedBytesException(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * The hash of a row of the audit: over its dot and its payload, which holds the hash before it. Kinds that this
     * release does not know are links of the chain as well.
     */
    public static Bytes hash(Row row) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        digest.update(new CanonicalWriter()
                .dot(row.dot())
                .unsigned(row.kind())
                .block(row.payload())
                .toBytes()
                .toArray());
        return Bytes.adopt(digest.digest());
    }

    private static SortedMap<Dot, Bytes> readHeads(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(HEADS_MAX);
        TreeMap<Dot, Bytes> heads = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            Dot seen = reader.dot();
            if (!heads.isEmpty() && heads.lastKey().compareTo(seen) >= 0) {
                throw reader.malformed("heads out of order");
            }
            heads.put(seen, reader.block(HASH_BYTES));
        }
        return heads;
    }
}

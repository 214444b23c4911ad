package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import java.nio.charset.StandardCharsets;

/**
 * One live entry of a shard of rows: a sibling of a register (then {@code supersedes} is what its writer had seen of
 * the key, and joining it removes those siblings), or a grow-only fact (then {@code supersedes} is empty). The store
 * joins rows by these two fields alone and never looks into the payload, so that it also keeps kinds that it does not
 * know.
 *
 * @param shard where it belongs; never {@link Family#OBS}
 * @param key the register's or the episode's key, at most {@value #KEY_BYTES_MAX} bytes of UTF-8
 * @param dot its name, in the stream (shard, dot.actor)
 * @param supersedes what the writer had seen of this key
 * @param at the writer's hybrid clock
 * @param kind which payload; the family's codec knows
 * @param payload tagged fields, at most {@value #PAYLOAD_BYTES_MAX} bytes
 */
public record Row(
        ShardId shard, String key, Dot dot, VersionVector supersedes, HybridTimestamp at, int kind, Bytes payload) {

    /** Longest key. */
    public static final int KEY_BYTES_MAX = 512;

    /** Longest payload. */
    public static final int PAYLOAD_BYTES_MAX = 32 * 1024;

    /** Rejects what no peer may send. */
    public Row {
        if (shard.family() == Family.OBS) {
            throw new IllegalArgumentException("observations are blocks, not rows");
        }
        int keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (kind < 0 || payload.size() > PAYLOAD_BYTES_MAX || keyBytes > KEY_BYTES_MAX) {
            throw new IllegalArgumentException("row out of bounds: key of " + keyBytes + " bytes, kind " + kind
                    + ", payload of " + payload.size() + " bytes");
        }
        if (supersedes.covers(dot)) {
            throw new IllegalArgumentException("a row does not supersede itself");
        }
    }

    /** The stream that its dot counts in. */
    public StreamId stream() {
        return StreamId.rows(shard, dot.actor());
    }
}

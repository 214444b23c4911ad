package io.wardkeep.lattice;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a writer of one key had seen of that key, per actor the highest sequence. Sound as a maximum (where a replica's
 * context would not be) because each actor's later write of a key supersedes its earlier ones of the same key. Dotted
 * version vector sets: Preguiça et al., arXiv 1011.5808.
 *
 * @param seqByActor highest superseded sequence of each actor; sorted, immutable
 */
public record VersionVector(SortedMap<Actor, Long> seqByActor) {

    /** Supersedes nothing. */
    public static final VersionVector EMPTY = new VersionVector(new TreeMap<>());

    /** Upper bound of actors in a decoded vector. */
    private static final int ACTORS_MAX = 1 << 16;

    /** Copies the map. */
    public VersionVector {
        seqByActor = Collections.unmodifiableSortedMap(new TreeMap<>(seqByActor));
    }

    /** Does this supersede nothing? */
    public boolean isEmpty() {
        return seqByActor.isEmpty();
    }

    /** Does this cover {@code dot}? */
    public boolean covers(Dot dot) {
        return seqByActor.getOrDefault(dot.actor(), 0L) >= dot.seq();
    }

    /** The least vector that covers what this covers, and {@code dot}. */
    public VersionVector plus(Dot dot) {
        if (covers(dot)) {
            return this;
        }
        TreeMap<Actor, Long> more = new TreeMap<>(seqByActor);
        more.put(dot.actor(), dot.seq());
        return new VersionVector(more);
    }

    private boolean coversAll(VersionVector other) {
        for (Map.Entry<Actor, Long> entry : other.seqByActor.entrySet()) {
            if (seqByActor.getOrDefault(entry.getKey(), 0L) < entry.getValue()) {
                return false;
            }
        }
        return true;
    }

    /** Per actor the maximum. */
    public VersionVector join(VersionVector other) {
        if (other.coversAll(this)) {
            return other;
        }
        if (coversAll(other)) {
            return this;
        }
        TreeMap<Actor, Long> joined = new TreeMap<>(seqByActor);
        other.seqByActor.forEach((actor, seq) -> joined.merge(actor, seq, Math::max));
        return new VersionVector(joined);
    }

    /** Canonical bytes: the count, then actors in order. */
    public void write(CanonicalWriter writer) {
        writer.unsigned(seqByActor.size());
        for (Map.Entry<Actor, Long> entry : seqByActor.entrySet()) {
            writer.actor(entry.getKey()).unsigned(entry.getValue());
        }
    }

    /** Reads canonical bytes. */
    public static VersionVector read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(ACTORS_MAX);
        if (count == 0) {
            return EMPTY;
        }
        TreeMap<Actor, Long> seqs = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            Actor actor = reader.actor();
            long seq = reader.unsigned();
            if (seq < 1 || (!seqs.isEmpty() && seqs.lastKey().compareTo(actor) >= 0)) {
                throw reader.malformed("version vector out of order");
            }
            seqs.put(actor, seq);
        }
        return new VersionVector(seqs);
    }
}

package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a session that compares what is live. Equal contexts do not prove equal rows: a replica that was told
 * "seen, and superseded" keeps nothing that could say by what, and when every disk that held the newer row came back
 * older, some hold the older row and some do not.
 *
 * <p>Of each stream one end is the authority: its writer, and towards a gateway the hub for what others wrote; the same
 * end that may send it. When the other has everything, the authority tells a digest of its live dots; the other answers
 * a digest that is not its own with those of its blocks; the authority shows the blocks that differ; the other asks
 * again, on the lane of repair, for the dots that both have seen and one holds live, and conforms. Each computes its
 * digests from its own rows. Only registers: all else has no rows that go.
 */
final class Repair {

    /** Older protocol versions do not compare. */
    static final int VERSION_MIN = 2;

    /** A session compares no more often. */
    static final long COMPARE_MILLIS = 10_000;

    /** How many blocks one message names. */
    static final int BLOCKS_MAX = 8_192;

    /** A peer may ask this often before it is answered. */
    private static final int QUESTIONS_MAX = 16;

    private static final int ANSWER_BYTES_MAX = 256 << 10;
    private static final int BLOCK_BYTES = 64;
    private static final int RANGE_BYTES = 12;

    /** What an answer of the store is wanted for. */
    private sealed interface Question {

        /** To tell the peer our digests. */
        record Tell(Set<ShardId> shards) implements Question {}

        /** To see whether the peer's digests are ours. */
        record Match(SortedMap<ShardId, Long> theirs) implements Question {}

        /** To show the blocks that differ. */
        record Show(ShardId shard, SortedMap<StreamId, SortedMap<Long, Long>> theirs) implements Question {}

        /** To find the dots that differ. */
        record Find(SortedMap<StreamId, SortedMap<Long, LiveDots>> theirs) implements Question {}
    }

    private final Tracks tracks;
    private final Emission emission;
    private final Incoming incoming;
    private final TreeSet<ShardId> changed = new TreeSet<>();
    private final Map<Long, Question> questions = new HashMap<>();
    private OptionalLong comparedMillis = OptionalLong.empty();
    private boolean isSpoken;

    Repair(Tracks tracks, Emission emission, Incoming incoming) {
        this.tracks = tracks;
        this.emission = emission;
        this.incoming = incoming;
    }

    /** Both have greeted; {@code isSpoken} says whether the peer knows these messages. */
    void begin(boolean isSpoken) {
        this.isSpoken = isSpoken;
        tracks.all().forEach(track -> changed(track.stream));
    }

    /** Something of a stream changed here. */
    void changed(StreamId stream) {
        if (isSpoken && stream.shard().family().isRegister() && tracks.speaksOf(stream)) {
            changed.add(stream.shard());
        }
    }

    /** Is there nothing that changed here since the last comparison, and no comparison under way? */
    boolean isSettled() {
        return changed.isEmpty() && questions.isEmpty();
    }

    /** Tells the digests of what changed, once the peer has all of it. */
    void tick(SyncTime now) {
        boolean isDue =
                comparedMillis.isEmpty() || now.monotonicMillis() - comparedMillis.getAsLong() >= COMPARE_MILLIS;
        if (!isDue || changed.isEmpty()) {
            return;
        }
        Set<ShardId> whole = new TreeSet<>(changed);
        tracks.all().stream()
                .filter(track -> track.countedSent > 0)
                .forEach(track -> whole.remove(track.stream.shard()));
        if (!whole.isEmpty()) {
            comparedMillis = OptionalLong.of(now.monotonicMillis());
            changed.removeAll(whole);
            ask(whole, new Question.Tell(whole));
        }
    }

    private void ask(Set<ShardId> shards, Question question) {
        questions.put(emission.ask(new StoreCommand.Live(shards)), question);
    }

    /** The peer is the authority of something, and tells its digests. */
    void told(SyncMessage.Digests digests) throws ProtocolViolation {
        admit(digests.hashes().keySet());
        ask(digests.hashes().keySet(), new Question.Match(digests.hashes()));
    }

    /** The peer answers our digest with its blocks. */
    void told(SyncMessage.BlockDigests digests) throws ProtocolViolation {
        admit(Set.of(digests.shard()));
        for (StreamId stream : digests.hashes().keySet()) {
            if (!stream.shard().equals(digests.shard()) || !tracks.offers(stream)) {
                throw new ProtocolViolation("asks this side about " + stream);
            }
        }
        ask(Set.of(digests.shard()), new Question.Show(digests.shard(), digests.hashes()));
    }

    /** The authority shows its blocks. */
    void told(SyncMessage.LiveBlocks shown) throws ProtocolViolation {
        Set<ShardId> shards = new TreeSet<>();
        for (StreamId stream : shown.blocks().keySet()) {
            if (!tracks.conforms(stream)) {
                throw new ProtocolViolation("is no authority of " + stream);
            }
            shards.add(stream.shard());
        }
        admit(shards);
        ask(shards, new Question.Find(shown.blocks()));
    }

    private void admit(Collection<ShardId> shards) throws ProtocolViolation {
        for (ShardId shard : shards) {
            if (!shard.family().isRegister() || !tracks.wards().contains(shard.ward())) {
                throw new ProtocolViolation("compares " + shard);
            }
        }
        if (!isSpoken || shards.isEmpty() || questions.size() >= QUESTIONS_MAX) {
            throw new ProtocolViolation("compares out of turn");
        }
    }

    /** The store has looked. */
    void looked(long request, SortedMap<StreamId, LiveDots> dots) {
        Question question = questions.remove(request);
        if (question == null) {
            throw new IllegalStateException("nobody asked for live dots with the number " + request);
        }
        switch (question) {
            case Question.Tell(var shards) -> {
                TreeMap<ShardId, Long> hashes = new TreeMap<>();
                shards.forEach(shard -> hashes.put(shard, LiveDots.hash(offered(dots, shard))));
                emission.send(new SyncMessage.Digests(hashes));
            }
            case Question.Match(var theirs) ->
                theirs.forEach((shard, hash) -> {
                    if (LiveDots.hash(conforming(dots, shard)) != hash) {
                        emission.send(new SyncMessage.BlockDigests(shard, hashes(conforming(dots, shard))));
                    }
                });
            case Question.Show(var shard, var theirs) -> show(shard, offered(dots, shard), theirs);
            case Question.Find(var theirs) -> find(dots, theirs);
        }
    }

    private SortedMap<StreamId, LiveDots> offered(SortedMap<StreamId, LiveDots> dots, ShardId shard) {
        TreeMap<StreamId, LiveDots> some = new TreeMap<>(dots);
        some.keySet().removeIf(stream -> !stream.shard().equals(shard) || !tracks.offers(stream));
        return some;
    }

    private SortedMap<StreamId, LiveDots> conforming(SortedMap<StreamId, LiveDots> dots, ShardId shard) {
        TreeMap<StreamId, LiveDots> some = new TreeMap<>(dots);
        some.keySet().removeIf(stream -> !stream.shard().equals(shard) || !tracks.conforms(stream));
        return some;
    }

    /** The first blocks, as many as a message may name. */
    private static SortedMap<StreamId, SortedMap<Long, Long>> hashes(SortedMap<StreamId, LiveDots> dots) {
        TreeMap<StreamId, SortedMap<Long, Long>> all = new TreeMap<>();
        int room = BLOCKS_MAX;
        for (Map.Entry<StreamId, LiveDots> entry : dots.entrySet()) {
            SortedMap<Long, Long> hashes = entry.getValue().hashes();
            room -= hashes.size();
            if (room < 0) {
                break;
            }
            if (!hashes.isEmpty()) {
                all.put(entry.getKey(), hashes);
            }
        }
        return all;
    }

    private void show(
            ShardId shard, SortedMap<StreamId, LiveDots> ours, SortedMap<StreamId, SortedMap<Long, Long>> theirs) {
        TreeMap<StreamId, SortedMap<Long, LiveDots>> shown = new TreeMap<>();
        int bytes = 0;
        for (Map.Entry<StreamId, LiveDots> entry : ours.entrySet()) {
            SortedMap<Long, Long> before = theirs.getOrDefault(entry.getKey(), new TreeMap<>());
            SortedMap<Long, Long> hashes = entry.getValue().hashes();
            Set<Long> blocks = new TreeSet<>(before.keySet());
            blocks.addAll(hashes.keySet());
            for (long block : blocks) {
                LiveDots dots = entry.getValue().in(block);
                if (dots.seen().isEmpty() || Objects.equals(before.get(block), hashes.get(block))) {
                    continue;
                }
                bytes += BLOCK_BYTES
                        + RANGE_BYTES * (dots.seen().count() + dots.live().count());
                if (bytes > ANSWER_BYTES_MAX && !shown.isEmpty()) {
                    // The rest when this has been repaired.
                    changed.add(shard);
                    emission.send(new SyncMessage.LiveBlocks(shown));
                    return;
                }
                shown.computeIfAbsent(entry.getKey(), _ -> new TreeMap<>()).put(block, dots);
            }
        }
        if (!shown.isEmpty()) {
            emission.send(new SyncMessage.LiveBlocks(shown));
        }
    }

    private void find(SortedMap<StreamId, LiveDots> ours, SortedMap<StreamId, SortedMap<Long, LiveDots>> theirs) {
        theirs.forEach((stream, blocks) -> {
            LiveDots own = ours.getOrDefault(stream, LiveDots.NOTHING);
            Ranges doubtful = Ranges.EMPTY;
            for (Map.Entry<Long, LiveDots> block : blocks.entrySet()) {
                doubtful = doubtful.union(own.in(block.getKey()).differing(block.getValue()));
            }
            incoming.doubt(stream, doubtful);
        });
    }
}

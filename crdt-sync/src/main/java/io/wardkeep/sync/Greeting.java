package io.wardkeep.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The beginning of a session: what this side greets with, what it tells the peer about the peer's own chains, and what
 * it makes of what the peer says about its own. Data are exchanged only after both have compared.
 */
final class Greeting {

    /** Of so many of a site's newest lives the chains are told. */
    static final int LIVES_MAX = 8;

    /** A peer that has compared sooner may already speak; so much of it waits. */
    private static final int EARLY_BYTES_MAX = 4 << 20;

    private final UUID ownSite;
    private SortedMap<StreamId, Holding> held = new TreeMap<>();
    private SortedMap<StreamId, ChainHead> heads = new TreeMap<>();
    private SortedMap<ShardId, Long> hashes = new TreeMap<>();
    private Optional<SyncMessage.Hello> peer = Optional.empty();
    private Optional<List<ChainHead>> told = Optional.empty();
    private final Deque<SyncMessage> early = new ArrayDeque<>();
    private long earlyBytes;
    private boolean hasGreeted;
    private boolean hasCompared;

    Greeting(UUID ownSite) {
        this.ownSite = ownSite;
    }

    /** What this side holds as it greets. */
    void greets(StoreResult.Contexts contexts) {
        held = contexts.held();
        heads = contexts.heads();
        hashes = Tracks.hashes(held, heads);
        hasGreeted = true;
    }

    /** The peer greets; once. */
    void greeted(SyncMessage.Hello hello) throws ProtocolViolation {
        if (peer.isPresent()) {
            throw new ProtocolViolation("greets twice");
        }
        peer = Optional.of(hello);
    }

    Optional<SyncMessage.Hello> peer() {
        return peer;
    }

    SortedMap<ShardId, Long> hashes() {
        return hashes;
    }

    /** Have both greeted? */
    boolean isMutual() {
        return hasGreeted && peer.isPresent();
    }

    /** Are all of this shard's contexts and chains the same at both ends? */
    private boolean isEqual(ShardId shard) {
        Long theirs = peer.orElseThrow().hashes().get(shard);
        return theirs != null && theirs.equals(hashes.get(shard));
    }

    /** Does the peer hold nothing that is not the same here? */
    boolean isAllEqual() {
        return peer.orElseThrow().hashes().keySet().stream().allMatch(this::isEqual);
    }

    /** What both ends hold in the same way. */
    SortedMap<StreamId, Holding> equal() {
        SortedMap<StreamId, Holding> equal = new TreeMap<>(held);
        equal.keySet().removeIf(stream -> !isEqual(stream.shard()));
        return equal;
    }

    /** Where this side knows the peer's own chains: of the newest lives, in the shards that are not equal. */
    SyncMessage.Heads headsOfPeer(Tracks tracks) {
        UUID site = peer.orElseThrow().actor().site();
        List<ChainHead> theirs = heads.values().stream()
                .filter(head -> head.stream().actor().site().equals(site)
                        && tracks.speaksOf(head.stream())
                        && !isEqual(head.stream().shard()))
                .toList();
        List<Integer> lives = theirs.stream()
                .map(head -> head.stream().actor().incarnation())
                .distinct()
                .sorted(Comparator.<Integer>comparingLong(Integer::toUnsignedLong)
                        .reversed())
                .limit(LIVES_MAX)
                .toList();
        return new SyncMessage.Heads(theirs.stream()
                .filter(head -> lives.contains(head.stream().actor().incarnation()))
                .toList());
    }

    /** The peer says where it knows this side's chains. */
    List<ChainHead> told(SyncMessage.Heads message, Tracks tracks) throws ProtocolViolation {
        if (!isMutual() || told.isPresent()) {
            throw new ProtocolViolation("tells chain heads out of turn");
        }
        for (ChainHead head : message.heads()) {
            if (!head.stream().actor().site().equals(ownSite)
                    || !tracks.isPlausible(head.stream().actor())
                    || !tracks.speaksOf(head.stream())) {
                throw new ProtocolViolation("tells a chain head of " + head.stream());
            }
        }
        told = Optional.of(message.heads());
        hasCompared = message.heads().isEmpty();
        return message.heads();
    }

    /** The store has compared; which of the heads it does not have in the same way, or cannot say, with how. */
    List<Disagreement> compared(List<ChainVerdict> verdicts) {
        hasCompared = true;
        List<ChainHead> compared = told.orElseThrow();
        List<Disagreement> found = new ArrayList<>();
        for (int index = 0; index < verdicts.size(); index++) {
            switch (verdicts.get(index)) {
                case DIFFERENT, BEYOND, UNKNOWN ->
                    found.add(new Disagreement(compared.get(index), verdicts.get(index)));
                case SAME -> {
                    // The peer knows the same history.
                }
            }
        }
        return found;
    }

    /** One head that the two ends do not have in the same way, as far as this side can say. */
    record Disagreement(ChainHead head, ChainVerdict verdict) {}

    /** Has the peer said where it knows this side's chains? What it says from then on is meant for the exchange. */
    boolean hasTold() {
        return told.isPresent();
    }

    boolean isDone() {
        return isMutual() && hasCompared;
    }

    /** Keeps a message of a peer that was done sooner. */
    void keep(SyncMessage message, int bytes) throws ProtocolViolation {
        if (!isMutual() || !hasTold()) {
            throw new ProtocolViolation(message.getClass().getSimpleName() + " before the greetings");
        }
        earlyBytes += Math.max(bytes, weight(message));
        if (earlyBytes > EARLY_BYTES_MAX) {
            throw new ProtocolViolation("says more than " + EARLY_BYTES_MAX + " bytes before the greetings are over");
        }
        early.add(message);
    }

    /** What a message takes here: a few bytes of a live frame may unfold to much. */
    private static long weight(SyncMessage message) {
        return switch (message) {
            case SyncMessage.Data data -> Deltas.estimate(data.delta());
            case SyncMessage.Context context -> {
                long ranges = 0;
                for (Holding holding : context.changes().values()) {
                    ranges += holding.seen().count() + holding.lost().count();
                }
                yield ranges * Deltas.RANGE_BYTES;
            }
            case SyncMessage.Hello _,
                    SyncMessage.Heads _,
                    SyncMessage.Want _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _,
                    SyncMessage.Ping _,
                    SyncMessage.Pong _,
                    SyncMessage.Bye _ -> 0;
        };
    }

    /** The next message that waited, if any. */
    Optional<SyncMessage> nextEarly() {
        return Optional.ofNullable(early.poll());
    }
}

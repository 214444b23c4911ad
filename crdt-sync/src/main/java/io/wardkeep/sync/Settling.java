package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The part of a session that follows when the peer knows another history of one of this side's lives: this side was
 * restored or cloned. What it wrote in that life and nobody is known to have accepted is asked for again and compared,
 * entry by entry, before anything else is exchanged. So nothing that is here is taken for what the other self wrote
 * under the same name, and what the peer had accepted after the image was taken is known to be accepted. Rows of the
 * lives since then are compared as well: they may speak of what gets another name. Where this side can no longer tell
 * its chain's value, the contents up to there tell instead.
 *
 * <p>Only where a gateway's peer knows the lane of repair. A hub leaves it to the gateways.
 */
final class Settling {

    /**
     * Others know other entries by the names of this life: what is not accepted needs new names.
     *
     * @param reason how it was found
     * @param detail for people
     * @param incarnation the life, unsigned
     */
    record Fork(EndReason reason, String detail, int incarnation) {}

    /** What the store is comparing, and what to acknowledge then. */
    private record Comparison(long number, StreamId stream, Ranges covered) {}

    private enum Stage {
        NOT_BEGUN,
        ASKED_WHAT_IS_UNACCEPTED,
        COMPARING,
        NOTING,
        DONE
    }

    private static final Ranges EVERYTHING = Ranges.of(1, Long.MAX_VALUE - 2);

    private final Actor self;
    private final Tracks tracks;
    private final Emission emission;
    private final Doubts doubts;
    private final Map<Long, Comparison> comparisons = new HashMap<>();
    private final Map<StreamId, Ranges> same = new TreeMap<>();
    private final Map<StreamId, Ranges> different = new TreeMap<>();
    private final TreeSet<Actor> lives = new TreeSet<>();
    private Map<StreamId, Ranges> unaccepted = Map.of();
    private List<Greeting.Disagreement> found = List.of();
    private Optional<Fork> fork = Optional.empty();
    private UUID peer = new UUID(0, 0);
    private Stage stage = Stage.NOT_BEGUN;

    Settling(Actor self, Tracks tracks, Emission emission) {
        this.self = self;
        this.tracks = tracks;
        this.emission = emission;
        doubts = new Doubts(emission);
    }

    /**
     * The chains have been compared.
     *
     * @param found where the two ends do not have the same, or this one cannot say
     * @param peer the peer's site
     * @param mayAsk can this side settle it with the peer? Else what the chains say decides
     * @param isHub of an earlier life it takes back what others have more of, once that is noted
     */
    void begin(List<Greeting.Disagreement> found, UUID peer, boolean mayAsk, boolean isHub) {
        this.found = List.copyOf(found);
        this.peer = peer;
        found.forEach(disagreement -> lives.add(disagreement.head().stream().actor()));
        if (found.isEmpty()) {
            stage = Stage.DONE;
        } else if (mayAsk) {
            if (lives.last().isFrom(self)) {
                // With a later life this one was lived before.
                lives.add(self);
            }
            stage = Stage.ASKED_WHAT_IS_UNACCEPTED;
            emission.ask(new StoreCommand.Unaccepted(lives.first()));
        } else {
            fork = newest(life -> isForkedByItsChains(life, isHub));
            stage = Stage.DONE;
        }
    }

    /** Has it begun, and does it go on? */
    boolean isOpen() {
        return stage != Stage.NOT_BEGUN && stage != Stage.DONE;
    }

    /** What came of it, once it is over. */
    Optional<Fork> fork() {
        return fork;
    }

    /** The store knows what nobody has accepted. */
    void unaccepted(Map<StreamId, Ranges> ranges) {
        if (stage != Stage.ASKED_WHAT_IS_UNACCEPTED) {
            throw new IllegalStateException("nobody asked what is unaccepted");
        }
        unaccepted = new TreeMap<>(ranges);
        unaccepted.keySet().removeIf(stream -> !tracks.speaksOf(stream));
        unaccepted.forEach((stream, some) -> doubts.add(stream, some.intersect(doubted(stream))));
        stage = Stage.COMPARING;
        goOn();
    }

    /** What of a stream the peer may hold otherwise. */
    private Ranges doubted(StreamId stream) {
        boolean isRows = stream.shard().family() != Family.OBS;
        if (isOtherwise(stream.actor())
                || (isRows && lives.headSet(stream.actor()).stream().anyMatch(this::isOtherwise))) {
            return EVERYTHING;
        }
        return found.stream()
                .map(Greeting.Disagreement::head)
                .filter(head -> head.stream().equals(stream))
                .map(head -> Ranges.of(1, head.seq()))
                .findFirst()
                .orElse(Ranges.EMPTY);
    }

    /** The peer's answer. */
    void received(SyncMessage.Data data) throws ProtocolViolation {
        Delta delta = data.delta();
        doubts.answered(data);
        DeltaCheck.checkContent(delta, tracks);
        for (StreamId stream : delta.covered().keySet()) {
            StreamTrack track = tracks.ofPeer(stream);
            track.peer = track.peer.join(delta.holding(stream));
            tracks.refresh(track);
            comparisons.put(
                    emission.ask(new StoreCommand.Match(stream, delta)),
                    new Comparison(data.number(), stream, delta.covered(stream)));
        }
        goOn();
    }

    /** The store has compared. */
    void matched(long request, StoreResult.Matched result) {
        Comparison comparison = comparisons.remove(request);
        if (comparison == null) {
            throw new IllegalStateException("no comparison of entries has the number " + request);
        }
        same.merge(comparison.stream(), result.same(), Ranges::union);
        different.merge(comparison.stream(), result.different(), Ranges::union);
        emission.send(new SyncMessage.Acknowledgement(
                comparison.number(), new TreeMap<>(Map.of(comparison.stream(), comparison.covered()))));
        goOn();
    }

    /** What the peer had accepted is noted. */
    void noted() {
        if (stage != Stage.NOTING) {
            throw new IllegalStateException("nothing was to be noted");
        }
        stage = Stage.DONE;
    }

    private void goOn() {
        doubts.ask();
        if (stage == Stage.COMPARING && doubts.isEmpty() && comparisons.isEmpty()) {
            Map<StreamId, Ranges> accepted = accepted();
            fork = newest(life -> isForked(life, accepted));
            tracks.settle(lives);
            stage = Stage.NOTING;
            emission.ask(new StoreCommand.Accept(peer, accepted));
        }
    }

    /**
     * Where two histories part, all that follows differs, even where a reading happens to be the same: the names of
     * what comes before are good.
     */
    private Map<StreamId, Ranges> accepted() {
        Map<StreamId, Ranges> accepted = new TreeMap<>();
        same.forEach((stream, ranges) -> {
            Ranges others = different.getOrDefault(stream, Ranges.EMPTY);
            Ranges before = others.isEmpty() ? ranges : before(ranges, others.first(0));
            if (!before.isEmpty()) {
                accepted.put(stream, before);
            }
        });
        return accepted;
    }

    private static Ranges before(Ranges ranges, long seq) {
        return seq == 1 ? Ranges.EMPTY : ranges.intersect(Ranges.of(1, seq - 1));
    }

    private boolean isForkedByItsChains(Actor life, boolean isHub) {
        if (life.isFrom(self)) {
            return isOtherwise(life);
        }
        // What a hub has noted as lost it takes back in this session; to end it again would help nobody.
        return isHub ? isOtherwise(life) && !tracks.isKnownLost(life) : has(life, ChainVerdict.DIFFERENT);
    }

    /** An earlier life of which there is nothing left to name anew may rest, whatever others know of it. */
    private boolean isForked(Actor life, Map<StreamId, Ranges> accepted) {
        if (life.isFrom(self)) {
            return isOtherwise(life) || difference(life).isPresent();
        }
        boolean isOpen = unaccepted.entrySet().stream()
                .anyMatch(entry -> entry.getKey().actor().equals(life)
                        && !accepted.getOrDefault(entry.getKey(), Ranges.EMPTY).containsAll(entry.getValue()));
        return isOpen && (has(life, ChainVerdict.DIFFERENT) || difference(life).isPresent());
    }

    /** Does the chain of one of its streams, or of a later life's, go on beyond what is here, or differ? */
    private boolean isOtherwise(Actor life) {
        return has(life, ChainVerdict.BEYOND)
                || has(life, ChainVerdict.DIFFERENT)
                || (life.equals(self) && !lives.last().equals(self));
    }

    private boolean has(Actor life, ChainVerdict verdict) {
        return found.stream()
                .anyMatch(disagreement -> disagreement.verdict() == verdict
                        && disagreement.head().stream().actor().equals(life));
    }

    private Optional<Fork> newest(Predicate<Actor> isForked) {
        return lives.descendingSet().stream().filter(isForked).findFirst().map(this::describe);
    }

    private Fork describe(Actor life) {
        return difference(life)
                .or(() -> found.stream()
                        .filter(some -> some.head().stream().actor().equals(life))
                        .max(Comparator.comparing(some -> some.verdict() == ChainVerdict.DIFFERENT))
                        .map(Settling::describe))
                .orElseThrow();
    }

    private static Fork describe(Greeting.Disagreement disagreement) {
        ChainHead head = disagreement.head();
        return disagreement.verdict() == ChainVerdict.DIFFERENT
                ? differs(head.stream(), head.seq())
                : new Fork(
                        EndReason.IDENTITY_REGRESSED,
                        "the peer has " + head.stream() + " up to " + head.seq(),
                        head.stream().actor().incarnation());
    }

    /** Where the contents of a life differ, the first place of one stream. */
    private Optional<Fork> difference(Actor life) {
        return different.entrySet().stream()
                .filter(entry ->
                        entry.getKey().actor().equals(life) && !entry.getValue().isEmpty())
                .map(entry -> differs(entry.getKey(), entry.getValue().first(0)))
                .findFirst();
    }

    private static Fork differs(StreamId stream, long seq) {
        return new Fork(
                EndReason.FORKED,
                "the peer has " + stream + " with another history at " + seq,
                stream.actor().incarnation());
    }
}

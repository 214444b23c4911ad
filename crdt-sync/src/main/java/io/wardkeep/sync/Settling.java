package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The part of a session that follows when the peer knows another history of one of this side's lives: this side was
 * restored or cloned. What it wrote in that life and nobody is known to have accepted is asked for again and compared,
 * entry by entry, before anything else is exchanged. So nothing that is here is taken for what the other self wrote
 * under the same name, and what the peer had accepted after the image was taken is known to be accepted.
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

    private static final Comparator<Actor> NEWEST =
            Comparator.comparingLong(life -> Integer.toUnsignedLong(life.incarnation()));

    private final Actor self;
    private final Tracks tracks;
    private final Emission emission;
    private final Doubts doubts;
    private final Map<Long, Comparison> comparisons = new HashMap<>();
    private final Map<StreamId, Ranges> same = new TreeMap<>();
    private final Map<StreamId, Ranges> different = new TreeMap<>();
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
     * @param found where the two ends do not have the same
     * @param peer the peer's site
     * @param mayAsk can this side settle it with the peer? Else what the chains say decides
     */
    void begin(List<Greeting.Disagreement> found, UUID peer, boolean mayAsk) {
        this.found = List.copyOf(found);
        this.peer = peer;
        if (found.isEmpty()) {
            stage = Stage.DONE;
        } else if (mayAsk) {
            stage = Stage.ASKED_WHAT_IS_UNACCEPTED;
            emission.ask(new StoreCommand.Unaccepted(lives()));
        } else {
            fork = livesFound().stream()
                    .filter(life -> isThisLife(life) || !isOnlyBeyond(life))
                    .max(NEWEST)
                    .map(this::describe);
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
        unaccepted.forEach(doubts::add);
        stage = Stage.COMPARING;
        goOn();
    }

    /** The peer's answer. */
    void received(SyncMessage.Data data) throws ProtocolViolation {
        Delta delta = data.delta();
        doubts.answered(data);
        DeltaCheck.checkContent(delta, tracks);
        for (StreamId stream : delta.covered().keySet()) {
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
            fork = livesFound().stream().filter(this::isForked).max(NEWEST).map(this::describe);
            tracks.settle(lives());
            stage = Stage.NOTING;
            emission.ask(new StoreCommand.Accept(peer, accepted()));
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

    private Set<Actor> livesFound() {
        Set<Actor> lives = new HashSet<>();
        found.forEach(disagreement -> lives.add(disagreement.head().stream().actor()));
        return lives;
    }

    private Set<Actor> lives() {
        Set<Actor> lives = livesFound();
        if (lives.stream().anyMatch(this::isThisLife)) {
            // With a later one this life was lived before.
            lives.add(self);
        }
        return lives;
    }

    /** A life of which there is nothing left to name anew may rest, whatever others know of it. */
    private boolean isForked(Actor life) {
        if (isThisLife(life)) {
            return true;
        }
        Map<StreamId, Ranges> accepted = accepted();
        boolean isOpen = unaccepted.entrySet().stream()
                .anyMatch(entry -> entry.getKey().actor().equals(life)
                        && !accepted.getOrDefault(entry.getKey(), Ranges.EMPTY).containsAll(entry.getValue()));
        return isOpen && (!isOnlyBeyond(life) || difference(life).isPresent());
    }

    /** This life, or one after it of which this side knows nothing. */
    private boolean isThisLife(Actor life) {
        return Integer.compareUnsigned(life.incarnation(), self.incarnation()) >= 0;
    }

    private boolean isOnlyBeyond(Actor life) {
        return found.stream()
                .noneMatch(disagreement -> disagreement.head().stream().actor().equals(life)
                        && disagreement.verdict() == ChainVerdict.DIFFERENT);
    }

    /** Where the contents of a life differ, the first place of one stream. */
    private Optional<Fork> difference(Actor life) {
        return different.entrySet().stream()
                .filter(entry ->
                        entry.getKey().actor().equals(life) && !entry.getValue().isEmpty())
                .map(entry -> differs(entry.getKey(), entry.getValue().first(0)))
                .findFirst();
    }

    private Fork describe(Actor life) {
        return difference(life).orElseGet(() -> {
            Greeting.Disagreement worst = found.stream()
                    .filter(disagreement -> disagreement.head().stream().actor().equals(life))
                    .max(Comparator.comparing(disagreement -> disagreement.verdict() == ChainVerdict.DIFFERENT))
                    .orElseThrow();
            ChainHead head = worst.head();
            return worst.verdict() == ChainVerdict.DIFFERENT
                    ? differs(head.stream(), head.seq())
                    : new Fork(
                            EndReason.IDENTITY_REGRESSED,
                            "the peer has " + head.stream() + " up to " + head.seq(),
                            life.incarnation());
        });
    }

    private static Fork differs(StreamId stream, long seq) {
        return new Fork(
                EndReason.FORKED,
                "the peer has " + stream + " with another history at " + seq,
                stream.actor().incarnation());
    }
}

package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.WardId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Reads the frames of a bundle by the rules of a session: the greeting first, from the very site that has signed, of a
 * ward that is its own; then data that hold together and of which every dot is the sender's; then the goodbye. Pure; of
 * one thread; not to be used again after it has thrown.
 */
public final class BundleInput {

    private final UUID sender;
    private final Set<WardId> wards;
    private final Tracks tracks;
    private final UUID self;
    private final SortedMap<StreamId, Holding> held;
    private Optional<SyncMessage.Hello> hello = Optional.empty();
    private boolean over;
    private long lastNumber;

    /**
     * A bundle of which nothing has been read.
     *
     * @param self this side's site
     * @param sender the site that has signed the bundle
     * @param wards of which the sender may speak
     * @param held what this side holds of these wards: nobody has seen more of what it writes now
     */
    public BundleInput(UUID self, UUID sender, Set<WardId> wards, SortedMap<StreamId, Holding> held) {
        this.self = self;
        this.sender = sender;
        this.wards = Set.copyOf(wards);
        this.held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        tracks = new Tracks(Actor.of(self, newestLife()), Role.HUB, PeerPolicy.OWN_DOTS_ONLY, wards, LostLives.NONE);
    }

    /**
     * Takes the next frame and returns what of it is to be joined.
     *
     * @throws MalformedBytesException for bytes that no writer makes
     * @throws ProtocolViolation for what is against the rules
     */
    public Optional<Delta> take(Bytes frame) throws MalformedBytesException, ProtocolViolation {
        SyncMessage message = SyncCodec.decode(frame);
        if (over) {
            throw new ProtocolViolation("goes on after its goodbye");
        }
        return switch (message) {
            case SyncMessage.Hello greeting -> {
                greet(greeting);
                yield Optional.empty();
            }
            case SyncMessage.Data data -> Optional.of(checked(data));
            case SyncMessage.Bye _ -> {
                requireGreeted();
                over = true;
                yield Optional.empty();
            }
            case SyncMessage.Heads _,
                    SyncMessage.Context _,
                    SyncMessage.Want _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _,
                    SyncMessage.Ping _,
                    SyncMessage.Pong _ ->
                throw new ProtocolViolation(message.getClass().getSimpleName() + " has no place in a bundle");
        };
    }

    private void greet(SyncMessage.Hello greeting) throws ProtocolViolation {
        if (hello.isPresent()) {
            throw new ProtocolViolation("greets twice");
        }
        if (greeting.versionMin() > SyncCodec.VERSION || greeting.versionMax() < SyncCodec.VERSION_MIN) {
            throw new ProtocolViolation(
                    "speaks " + greeting.versionMin() + " to " + greeting.versionMax() + ", not " + SyncCodec.VERSION);
        }
        UUID site = greeting.actor().site();
        if (!site.equals(sender)) {
            throw new ProtocolViolation("says it is " + site + ", its certificate says " + sender);
        }
        if (greeting.role() != Role.GATEWAY) {
            throw new ProtocolViolation("only a gateway makes bundles, not a " + greeting.role());
        }
        Set<WardId> shared = greeting.shared(wards);
        if (shared.isEmpty()) {
            throw new ProtocolViolation("no ward in common");
        }
        tracks.share(site, greeting.role(), shared);
        hello = Optional.of(greeting);
    }

    private Delta checked(SyncMessage.Data data) throws ProtocolViolation {
        requireGreeted();
        if (data.request() != 0
                || data.number() != lastNumber + 1
                || data.delta().isEmpty()) {
            throw new ProtocolViolation(
                    "data " + data.number() + " after " + lastNumber + " answers " + data.request() + " or is empty");
        }
        lastNumber = data.number();
        for (Row row : data.delta().rows()) {
            checkClaims(row);
        }
        try {
            DeltaCheck.check(data.delta(), tracks);
        } catch (ForkFound fork) {
            throw new ProtocolViolation(String.valueOf(fork.getMessage()));
        }
        for (StreamId stream : data.delta().heads().keySet()) {
            data.delta().head(stream).ifPresent(tracks.ofPeer(stream)::knows);
        }
        return data.delta();
    }

    private int newestLife() {
        return held.keySet().stream()
                .map(StreamId::actor)
                .filter(actor -> actor.site().equals(self))
                .map(Actor::incarnation)
                .max(Integer::compareUnsigned)
                .orElse(0);
    }

    /** What a row supersedes of this side was written here, or what is written next would vanish. */
    private void checkClaims(Row row) throws ProtocolViolation {
        for (Map.Entry<Actor, Long> seen : row.supersedes().seqByActor().entrySet()) {
            Actor actor = seen.getKey();
            StreamId stream = StreamId.rows(row.shard(), actor);
            if (actor.site().equals(self)
                    && Integer.compareUnsigned(actor.incarnation(), newestLife()) >= 0
                    && held.getOrDefault(stream, Holding.NOTHING).seen().max() < seen.getValue()) {
                throw new ProtocolViolation("row " + row.dot() + " has seen " + stream + " up to " + seen.getValue()
                        + ", which nobody wrote");
            }
        }
    }

    private void requireGreeted() throws ProtocolViolation {
        if (hello.isEmpty()) {
            throw new ProtocolViolation("does not greet first");
        }
    }

    /**
     * Nothing more comes.
     *
     * @throws ProtocolViolation when the goodbye is missing
     */
    public void end() throws ProtocolViolation {
        if (!over) {
            throw new ProtocolViolation("ends without its goodbye");
        }
    }
}

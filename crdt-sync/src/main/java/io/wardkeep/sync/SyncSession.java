package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.WardId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One conversation between two replicas as a state machine: inputs and the time in, frames and store commands out. It
 * keeps nothing that outlives it; a new session computes again what is missing. Belongs to one thread.
 *
 * <p>What it holds: an entry is offered only once it is durable here; it counts as seen here only once the store said
 * so; a peer's entry is joined only after it was validated; one request is open per range; what the peer holds is not
 * sent.
 */
public final class SyncSession {

    /** A peer that was silent for so long is gone. */
    public static final long SILENT_MILLIS = 10_000;

    private static final long PING_MILLIS = 2_500;

    /** Announcements are gathered for so long. */
    private static final long ANNOUNCE_MILLIS = 200;

    private final SyncIdentity identity;
    private final Optional<UUID> expected;
    private final List<ChainHead> heads;
    private final Emission emission = new Emission();
    private final Traffic received = new Traffic();
    private final ClockOffset clock = new ClockOffset();
    private final Tracks tracks;
    private final Incoming incoming;
    private final Outgoing outgoing;

    private SyncPhase phase = SyncPhase.GREETING;
    private SortedMap<ShardId, Long> hashes = new TreeMap<>();
    private SortedMap<StreamId, Holding> greeted = new TreeMap<>();
    private Optional<SyncMessage.Hello> peer = Optional.empty();
    private boolean hasGreeted;
    private long contextsRequest;
    private long regressionRequest;
    private long lastHeardMillis;
    private long lastPingMillis;
    private long lastAnnouncedMillis;
    private OptionalLong sentLagSince = OptionalLong.empty();
    private OptionalLong receivedLagSince = OptionalLong.empty();

    /**
     * A session that has not begun.
     *
     * @param identity who this side is
     * @param policy whose dots the peer may send
     * @param expected the site that the transport has proved the peer to be; empty when it proves only a role
     * @param admitted may the backlog be asked for at once, or only after {@link SyncInput.Admitted}?
     * @param heads heads of this side's hash chains; may be empty
     */
    public SyncSession(
            SyncIdentity identity,
            PeerPolicy policy,
            Optional<UUID> expected,
            boolean admitted,
            List<ChainHead> heads) {
        this.identity = identity;
        this.expected = expected;
        this.heads = List.copyOf(heads);
        tracks = new Tracks(identity.actor().site(), identity.role(), policy, identity.wards());
        incoming = new Incoming(tracks, emission, admitted);
        outgoing = new Outgoing(tracks, emission);
    }

    /** One step. After the end everything is ignored. */
    public SyncOutcome step(SyncInput input, SyncTime now) {
        if (phase == SyncPhase.ENDED) {
            return SyncOutcome.NOTHING;
        }
        try {
            take(input, now);
            if (phase == SyncPhase.RUNNING) {
                incoming.ask(now);
                outgoing.serve();
                measureLag(now);
            }
        } catch (ProtocolViolation violation) {
            end(EndReason.VIOLATION, String.valueOf(violation.getMessage()));
        } catch (MalformedBytesException malformed) {
            end(EndReason.MALFORMED, String.valueOf(malformed.getMessage()));
        }
        return emission.take();
    }

    private void take(SyncInput input, SyncTime now) throws ProtocolViolation, MalformedBytesException {
        switch (input) {
            case SyncInput.Opened() -> {
                lastHeardMillis = now.monotonicMillis();
                lastPingMillis = now.monotonicMillis();
                contextsRequest = emission.ask(new StoreCommand.Contexts(identity.wards()));
            }
            case SyncInput.Received(var frame) -> receive(frame, now);
            case SyncInput.Stored(long request, var result) -> stored(request, result, now);
            case SyncInput.Durable(var delta) -> durable(delta);
            case SyncInput.Ticked() -> tick(now);
            case SyncInput.Admitted() -> incoming.admit();
            case SyncInput.Ended(var reason, var detail) -> end(reason, detail);
        }
    }

    private void receive(Bytes frame, SyncTime now) throws ProtocolViolation, MalformedBytesException {
        SyncMessage message = SyncCodec.decode(frame);
        received.count(message, frame.size());
        lastHeardMillis = now.monotonicMillis();
        switch (message) {
            case SyncMessage.Hello hello -> greet(hello, now);
            case SyncMessage.Bye(var reason, var detail) -> {
                phase = SyncPhase.ENDED;
                emission.end(new SyncEnd(reason, detail, true, 0));
            }
            case SyncMessage.Ping(long sent) -> emission.send(new SyncMessage.Pong(sent, now.wallMillis()));
            case SyncMessage.Pong(long ping, long wall) -> clock.sample(ping, wall, now.wallMillis());
            case SyncMessage.Context context -> {
                requireRunning(message);
                told(context);
            }
            case SyncMessage.Want want -> {
                requireRunning(message);
                outgoing.wanted(want);
            }
            case SyncMessage.Data data -> {
                requireRunning(message);
                incoming.received(data, now);
            }
            case SyncMessage.Acknowledgement(long number, var durable) -> {
                requireRunning(message);
                outgoing.acknowledged(number, durable);
            }
        }
    }

    private void requireRunning(SyncMessage message) throws ProtocolViolation {
        if (phase != SyncPhase.RUNNING) {
            throw new ProtocolViolation(message.getClass().getSimpleName() + " before the greetings");
        }
    }

    private void greet(SyncMessage.Hello hello, SyncTime now) throws ProtocolViolation {
        if (peer.isPresent()) {
            throw new ProtocolViolation("greets twice");
        }
        UUID site = hello.actor().site();
        if (expected.isPresent() && !expected.get().equals(site)) {
            throw new ProtocolViolation("says it is " + site + ", its certificate says " + expected.get());
        }
        peer = Optional.of(hello);
        Set<WardId> shared = hello.shared(identity.wards());
        if (hello.versionMin() > SyncCodec.VERSION || hello.versionMax() < SyncCodec.VERSION) {
            end(
                    EndReason.VERSION,
                    "speaks " + hello.versionMin() + " to " + hello.versionMax() + ", not " + SyncCodec.VERSION);
        } else if (site.equals(identity.actor().site())) {
            end(EndReason.FORKED, "the peer has this side's own site id");
        } else if (shared.isEmpty()) {
            end(EndReason.NOTHING_SHARED, "no ward in common");
        } else if (forkedHead(hello).isPresent()) {
            end(EndReason.FORKED, "hash chains differ in " + forkedHead(hello).get());
        } else if (hasGreeted) {
            run(now);
        }
    }

    private Optional<StreamId> forkedHead(SyncMessage.Hello hello) {
        return hello.heads().stream()
                .filter(theirs -> heads.stream()
                        .anyMatch(ours -> ours.stream().equals(theirs.stream())
                                && ours.seq() == theirs.seq()
                                && !ours.hash().equals(theirs.hash())))
                .map(ChainHead::stream)
                .findFirst();
    }

    private void stored(long request, StoreResult result, SyncTime now) {
        switch (result) {
            case StoreResult.Contexts(var held) -> {
                held.forEach(this::own);
                if (request == contextsRequest) {
                    sayHello(held, now);
                } else if (request == regressionRequest) {
                    regressionRequest = 0;
                    findRegression().ifPresent(this::endRegressed);
                }
            }
            case StoreResult.Joined _ -> incoming.joined(request);
            case StoreResult.Scanned(var delta) -> outgoing.scanned(request, delta);
            case StoreResult.Reported _ -> throw new IllegalStateException("no report was asked for");
            case StoreResult.Failed(var reason) -> end(EndReason.STORE_FAILED, reason);
        }
    }

    private void own(StreamId stream, Holding holding) {
        if (tracks.speaksOf(stream)) {
            StreamTrack track = tracks.of(stream);
            track.own = track.own.join(holding);
            tracks.refresh(track);
        }
    }

    private void sayHello(SortedMap<StreamId, Holding> held, SyncTime now) {
        greeted = held;
        hashes = Tracks.hashes(held);
        emission.send(new SyncMessage.Hello(
                SyncCodec.VERSION,
                SyncCodec.VERSION,
                identity.role(),
                identity.actor(),
                identity.bootNonce(),
                identity.name(),
                new TreeSet<>(identity.wards()),
                hashes,
                heads,
                now.wallMillis()));
        hasGreeted = true;
        if (peer.isPresent()) {
            run(now);
        }
    }

    /** Both have greeted: shards of equal hash are equal, of the others the whole context is told. */
    private void run(SyncTime now) {
        SyncMessage.Hello hello = peer.orElseThrow();
        phase = SyncPhase.RUNNING;
        tracks.share(hello.actor().site(), hello.role(), hello.shared(identity.wards()));
        greeted.forEach((stream, holding) -> {
            Long theirs = hello.hashes().get(stream.shard());
            if (tracks.speaksOf(stream) && theirs != null && theirs.equals(hashes.get(stream.shard()))) {
                StreamTrack track = tracks.of(stream);
                track.peer = holding;
                track.announced = holding;
                tracks.refresh(track);
            }
        });
        greeted = new TreeMap<>();
        emission.send(new SyncMessage.Ping(now.wallMillis()));
        lastPingMillis = now.monotonicMillis();
        announce(now);
    }

    private void told(SyncMessage.Context context) throws ProtocolViolation {
        for (var change : context.changes().entrySet()) {
            incoming.told(change.getKey(), change.getValue());
        }
        if (findRegression().isPresent() && regressionRequest == 0) {
            // News of our own commits may still be on their way to us: the store has the last word.
            regressionRequest = emission.ask(new StoreCommand.Contexts(tracks.wards()));
        }
    }

    /** A stream of this site of which the peer has more than was ever minted here. */
    private Optional<StreamTrack> findRegression() {
        return tracks.all().stream()
                .filter(track ->
                        track.stream.actor().site().equals(identity.actor().site())
                                && Integer.compareUnsigned(
                                                track.stream.actor().incarnation(),
                                                identity.actor().incarnation())
                                        >= 0
                                && track.peer.seen().max() > track.own.seen().max())
                .max((a, b) -> Integer.compareUnsigned(
                        a.stream.actor().incarnation(), b.stream.actor().incarnation()));
    }

    private void endRegressed(StreamTrack track) {
        String detail =
                "the peer has " + track.stream + " up to " + track.peer.seen().max() + ", this side up to "
                        + track.own.seen().max();
        emission.send(new SyncMessage.Bye(EndReason.IDENTITY_REGRESSED, detail));
        phase = SyncPhase.ENDED;
        emission.end(new SyncEnd(
                EndReason.IDENTITY_REGRESSED,
                detail,
                false,
                track.stream.actor().incarnation()));
    }

    private void durable(Delta delta) {
        for (StreamId stream : delta.covered().keySet()) {
            own(stream, delta.holding(stream));
        }
        if (phase == SyncPhase.RUNNING) {
            outgoing.push(delta);
        }
    }

    private void tick(SyncTime now) {
        long monotonic = now.monotonicMillis();
        if (monotonic - lastHeardMillis >= SILENT_MILLIS) {
            end(EndReason.SILENT, "nothing heard for " + (monotonic - lastHeardMillis) + " ms");
            return;
        }
        if (phase == SyncPhase.RUNNING && monotonic - lastPingMillis >= PING_MILLIS) {
            lastPingMillis = monotonic;
            emission.send(new SyncMessage.Ping(now.wallMillis()));
        }
        if (phase == SyncPhase.RUNNING && monotonic - lastAnnouncedMillis >= ANNOUNCE_MILLIS) {
            announce(now);
        }
    }

    private void announce(SyncTime now) {
        lastAnnouncedMillis = now.monotonicMillis();
        outgoing.announce();
    }

    private void measureLag(SyncTime now) {
        sentLagSince = since(sentLagSince, tracks.lackedByPeer() > 0, now);
        receivedLagSince = since(receivedLagSince, tracks.lackedHere() > 0, now);
    }

    private static OptionalLong since(OptionalLong before, boolean lags, SyncTime now) {
        if (!lags) {
            return OptionalLong.empty();
        }
        return before.isPresent() ? before : OptionalLong.of(now.monotonicMillis());
    }

    private void end(EndReason reason, String detail) {
        String bounded = detail.length() <= 300 ? detail : detail.substring(0, 300);
        emission.send(new SyncMessage.Bye(reason, bounded));
        phase = SyncPhase.ENDED;
        emission.end(new SyncEnd(reason, bounded, false, 0));
    }

    /** How far it has come. */
    public SyncPhase phase() {
        return phase;
    }

    /** What the peer is known to hold durably, by stream; what it has acknowledged among it. */
    public SortedMap<StreamId, Holding> peerHoldings() {
        TreeMap<StreamId, Holding> holdings = new TreeMap<>();
        for (StreamTrack track : tracks.all()) {
            if (!track.peer.isEmpty()) {
                holdings.put(track.stream, track.peer);
            }
        }
        return holdings;
    }

    /** The figures at this time. */
    public SyncStatus status(SyncTime now) {
        return new SyncStatus(
                phase,
                peer.map(hello -> hello.actor().site()),
                peer.map(SyncMessage.Hello::name).orElse(""),
                tracks.lackedByPeer(),
                tracks.lackedHere(),
                lag(sentLagSince, now),
                lag(receivedLagSince, now),
                emission.sent().byLane(),
                received.byLane(),
                emission.sent().other(),
                received.other(),
                clock.estimate(),
                lastHeardMillis);
    }

    private static long lag(OptionalLong since, SyncTime now) {
        return since.isPresent() ? now.monotonicMillis() - since.getAsLong() : 0;
    }
}

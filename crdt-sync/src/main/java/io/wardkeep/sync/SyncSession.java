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
    private final PeerPolicy policy;
    private final Optional<UUID> expected;
    private final Emission emission = new Emission();
    private final FrameReader reader = new FrameReader();
    private final Traffic received = new Traffic();
    private final ClockOffset clock = new ClockOffset();
    private final InFlight inFlight;
    private final Tracks tracks;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Greeting greeting;
    private final Settling settling;
    private final Repair repair;
    private final int versionMax;

    private SyncPhase phase = SyncPhase.GREETING;
    private boolean hasRun;
    private boolean hasToldContext;
    private boolean isPeerKnown;
    private long contextsRequest;
    private long compareRequest;
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
     */
    public SyncSession(SyncIdentity identity, PeerPolicy policy, Optional<UUID> expected, boolean admitted) {
        this(identity, policy, expected, admitted, SyncCodec.VERSION, new InFlight());
    }

    /** One of several of a replica that may hear of an entry from more than one peer. */
    public SyncSession(
            SyncIdentity identity, PeerPolicy policy, Optional<UUID> expected, boolean admitted, InFlight inFlight) {
        this(identity, policy, expected, admitted, SyncCodec.VERSION, inFlight);
    }

    /** One that speaks at most protocol version {@code versionMax}: how an older release converses. */
    public SyncSession(
            SyncIdentity identity, PeerPolicy policy, Optional<UUID> expected, boolean admitted, int versionMax) {
        this(identity, policy, expected, admitted, versionMax, new InFlight());
    }

    private SyncSession(
            SyncIdentity identity,
            PeerPolicy policy,
            Optional<UUID> expected,
            boolean admitted,
            int versionMax,
            InFlight inFlight) {
        this.inFlight = inFlight;
        this.versionMax = versionMax;
        this.identity = identity;
        this.policy = policy;
        this.expected = expected;
        tracks = new Tracks(identity.actor(), identity.role(), policy, identity.wards(), identity.lostLives());
        incoming = new Incoming(tracks, inFlight, emission, admitted);
        outgoing = new Outgoing(tracks, emission);
        repair = new Repair(tracks, emission, incoming);
        greeting = new Greeting(identity.actor().site());
        settling = new Settling(identity.actor(), tracks, emission);
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
                measureLag(now);
            }
            if (phase != SyncPhase.ENDED) {
                outgoing.serve();
            }
        } catch (ProtocolViolation violation) {
            end(EndReason.VIOLATION, String.valueOf(violation.getMessage()));
        } catch (ForkFound fork) {
            endForked(fork);
        } catch (MalformedBytesException malformed) {
            end(EndReason.MALFORMED, String.valueOf(malformed.getMessage()));
        }
        if (phase == SyncPhase.ENDED) {
            inFlight.end(tracks);
        }
        return emission.take();
    }

    private void take(SyncInput input, SyncTime now) throws ProtocolViolation, ForkFound, MalformedBytesException {
        switch (input) {
            case SyncInput.Opened() -> {
                inFlight.begin(tracks);
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

    private void receive(Bytes frame, SyncTime now) throws ProtocolViolation, ForkFound, MalformedBytesException {
        SyncMessage message = reader.read(frame);
        received.count(message, frame.size());
        lastHeardMillis = now.monotonicMillis();
        switch (message) {
            case SyncMessage.Hello hello -> greet(hello);
            case SyncMessage.Bye(var reason, var detail) -> {
                phase = SyncPhase.ENDED;
                emission.end(new SyncEnd(reason, detail, true, 0));
            }
            case SyncMessage.Ping(long sent) -> {
                notePeerKnown(message);
                emission.send(new SyncMessage.Pong(sent, now.wallMillis()));
            }
            case SyncMessage.Pong(long ping, long wall) -> clock.sample(ping, wall, now.wallMillis());
            case SyncMessage.Heads heads -> {
                List<ChainHead> theirs = greeting.told(heads, tracks);
                if (!theirs.isEmpty()) {
                    compareRequest = emission.ask(new StoreCommand.Compare(theirs));
                }
                runIfDone(now);
            }
            case SyncMessage.Context _,
                    SyncMessage.Want _,
                    SyncMessage.Data _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _ -> {
                if (phase == SyncPhase.RUNNING) {
                    exchange(message, now);
                } else {
                    receiveEarly(message, frame.size());
                }
            }
        }
    }

    /** Before the exchange only what settles something is answered: two ends may have to settle at once. */
    private void receiveEarly(SyncMessage message, int bytes) throws ProtocolViolation {
        switch (message) {
            case SyncMessage.Want want when want.lane() == Lane.REPAIR && greeting.hasTold() -> outgoing.wanted(want);
            case SyncMessage.Acknowledgement(long number, var durable)
            when greeting.hasTold() -> outgoing.acknowledged(number, durable);
            case SyncMessage.Data data when data.lane() == Lane.REPAIR && settling.isOpen() -> settling.received(data);
            case SyncMessage.Context context when settling.isOpen() -> told(context);
            default -> greeting.keep(message, bytes);
        }
    }

    /** Everything that may be said only after the greetings. */
    private void exchange(SyncMessage message, SyncTime now) throws ProtocolViolation, ForkFound {
        notePeerKnown(message);
        switch (message) {
            case SyncMessage.Context context -> {
                told(context);
                suspectRegression();
            }
            case SyncMessage.Want want -> outgoing.wanted(want);
            case SyncMessage.Data data -> {
                incoming.received(data, now);
                suspectRegression();
            }
            case SyncMessage.Acknowledgement(long number, var durable) -> outgoing.acknowledged(number, durable);
            case SyncMessage.Digests digests -> repair.told(digests);
            case SyncMessage.BlockDigests digests -> repair.told(digests);
            case SyncMessage.LiveBlocks blocks -> repair.told(blocks);
            case SyncMessage.Hello _, SyncMessage.Heads _, SyncMessage.Ping _, SyncMessage.Pong _, SyncMessage.Bye _ ->
                throw new IllegalStateException(message.getClass().getSimpleName() + " is no part of the exchange");
        }
    }

    /** A peer tells what it holds in one go when its exchange begins: what else it says comes after that. */
    private void notePeerKnown(SyncMessage message) {
        switch (message) {
            case SyncMessage.Context _ -> hasToldContext = true;
            case SyncMessage.Ping _ -> isPeerKnown |= hasToldContext;
            case SyncMessage.Want want -> isPeerKnown |= want.lane() != Lane.REPAIR;
            case SyncMessage.Data data -> isPeerKnown |= data.lane() != Lane.REPAIR;
            case SyncMessage.Digests _, SyncMessage.BlockDigests _, SyncMessage.LiveBlocks _ -> isPeerKnown = true;
            case SyncMessage.Hello _,
                    SyncMessage.Heads _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Pong _,
                    SyncMessage.Bye _ -> {
                // May come before, or says nothing about it.
            }
        }
    }

    private void greet(SyncMessage.Hello hello) throws ProtocolViolation {
        greeting.greeted(hello);
        UUID site = hello.actor().site();
        if (expected.isPresent() && !expected.get().equals(site)) {
            throw new ProtocolViolation("says it is " + site + ", its certificate says " + expected.get());
        }
        if (hello.role() != policy.peerRole()) {
            throw new ProtocolViolation("says it is a " + hello.role() + " and comes in as a " + policy.peerRole());
        }
        Set<WardId> shared = hello.shared(identity.wards());
        if (hello.versionMin() > versionMax || hello.versionMax() < SyncCodec.VERSION_MIN) {
            end(
                    EndReason.VERSION,
                    "speaks " + hello.versionMin() + " to " + hello.versionMax() + ", not " + SyncCodec.VERSION_MIN
                            + " to " + versionMax);
        } else if (site.equals(identity.actor().site())) {
            end(EndReason.FORKED, "the peer has this side's own site id");
        } else if (shared.isEmpty()) {
            end(EndReason.NOTHING_SHARED, "no ward in common");
        } else {
            int version = Math.min(hello.versionMax(), versionMax);
            reader.agree(version);
            emission.agree(version);
            tellHeads();
        }
    }

    private void stored(long request, StoreResult result, SyncTime now) throws ProtocolViolation, ForkFound {
        switch (result) {
            case StoreResult.Contexts contexts -> {
                contexts.held().forEach(this::own);
                contexts.heads().values().forEach(this::knows);
                if (request == contextsRequest) {
                    sayHello(contexts, now);
                } else if (request == regressionRequest) {
                    regressionRequest = 0;
                    findRegression().ifPresent(this::endRegressed);
                }
            }
            case StoreResult.Compared(var verdicts) -> {
                if (request != compareRequest) {
                    throw new IllegalStateException("no comparison has the number " + request);
                }
                SyncMessage.Hello peer = greeting.peer().orElseThrow();
                boolean maySettle = identity.role() == Role.GATEWAY && canRepair(peer);
                settling.begin(
                        greeting.compared(verdicts), peer.actor().site(), maySettle, identity.role() == Role.HUB);
                settle(now);
            }
            case StoreResult.Unaccepted(var ranges) -> settling.unaccepted(ranges);
            case StoreResult.Matched matched -> settling.matched(request, matched);
            case StoreResult.Accepted() -> {
                settling.noted();
                settle(now);
            }
            case StoreResult.Joined _ -> incoming.joined(request);
            case StoreResult.Scanned(var delta) -> outgoing.scanned(request, delta);
            case StoreResult.Live(var dots) -> repair.looked(request, dots);
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

    private void knows(ChainHead head) {
        if (tracks.speaksOf(head.stream())) {
            tracks.of(head.stream()).knows(head);
        }
    }

    private void sayHello(StoreResult.Contexts contexts, SyncTime now) {
        greeting.greets(contexts);
        emission.send(new SyncMessage.Hello(
                SyncCodec.VERSION_MIN,
                versionMax,
                identity.role(),
                identity.actor(),
                identity.bootNonce(),
                identity.name(),
                new TreeSet<>(identity.wards()),
                greeting.hashes(),
                now.wallMillis()));
        tellHeads();
    }

    /** Both have greeted: each says where it knows the other's chains. */
    private void tellHeads() {
        if (greeting.isMutual() && phase == SyncPhase.GREETING) {
            SyncMessage.Hello hello = greeting.peer().orElseThrow();
            tracks.share(hello.actor().site(), hello.role(), hello.shared(identity.wards()));
            emission.send(greeting.headsOfPeer(tracks));
        }
    }

    private boolean canRepair(SyncMessage.Hello peer) {
        return Math.min(versionMax, peer.versionMax()) >= Repair.VERSION_MIN;
    }

    /** Whose chains the peer has otherwise is settled, or it is under way. */
    private void settle(SyncTime now) throws ProtocolViolation, ForkFound {
        if (settling.fork().isPresent() && !settling.isOpen()) {
            Settling.Fork fork = settling.fork().get();
            endOwn(fork.reason(), fork.detail(), fork.incarnation());
        } else {
            runIfDone(now);
        }
    }

    /** Both have compared: shards of equal hash are equal, of the others the whole context is told. */
    private void runIfDone(SyncTime now) throws ProtocolViolation, ForkFound {
        if (!greeting.isDone() || settling.isOpen() || phase != SyncPhase.GREETING) {
            return;
        }
        phase = SyncPhase.RUNNING;
        hasRun = true;
        isPeerKnown |= greeting.isAllEqual();
        greeting.equal().forEach((stream, holding) -> {
            if (tracks.speaksOf(stream)) {
                StreamTrack track = tracks.of(stream);
                track.peer = track.peer.join(holding);
                track.announced = track.announced.join(holding);
                tracks.refresh(track);
            }
        });
        emission.send(new SyncMessage.Ping(now.wallMillis()));
        lastPingMillis = now.monotonicMillis();
        announce(now);
        repair.begin(canRepair(greeting.peer().orElseThrow()));
        suspectRegression();
        for (Optional<SyncMessage> next = greeting.nextEarly();
                next.isPresent() && phase == SyncPhase.RUNNING;
                next = greeting.nextEarly()) {
            exchange(next.get(), now);
        }
    }

    private boolean isThisLife(StreamId stream) {
        return stream.actor().site().equals(identity.actor().site())
                && Integer.compareUnsigned(
                                stream.actor().incarnation(), identity.actor().incarnation())
                        >= 0;
    }

    private void told(SyncMessage.Context context) throws ProtocolViolation {
        for (var change : context.changes().entrySet()) {
            incoming.told(change.getKey(), change.getValue());
        }
    }

    private void suspectRegression() {
        if (findRegression().isPresent() && regressionRequest == 0) {
            // News of our own commits may still be on their way to us: the store has the last word.
            regressionRequest = emission.ask(new StoreCommand.Contexts(tracks.wards()));
        }
    }

    /** A stream of this site of which the peer has, or has seen, more than was ever minted here. */
    private Optional<StreamTrack> findRegression() {
        return tracks.all().stream()
                .filter(track -> isThisLife(track.stream)
                        && track.known() > track.own.seen().max())
                .max((a, b) -> Integer.compareUnsigned(
                        a.stream.actor().incarnation(), b.stream.actor().incarnation()));
    }

    private void endRegressed(StreamTrack track) {
        endOwn(
                EndReason.IDENTITY_REGRESSED,
                "the peer has " + track.stream + " up to " + track.known() + ", this side up to "
                        + track.own.seen().max(),
                track.stream.actor().incarnation());
    }

    /** Of this side's own streams the peer knows what happened; of others it may as well have made it up. */
    private void endForked(ForkFound fork) {
        String detail = String.valueOf(fork.getMessage());
        if (fork.stream.actor().site().equals(identity.actor().site())) {
            endOwn(EndReason.FORKED, detail, fork.stream.actor().incarnation());
        } else {
            end(EndReason.FORKED, detail);
        }
    }

    /** It is this side that was restored or cloned. */
    private void endOwn(EndReason reason, String detail, int incarnation) {
        emission.send(new SyncMessage.Bye(reason, detail));
        phase = SyncPhase.ENDED;
        emission.end(new SyncEnd(reason, detail, false, incarnation));
    }

    private void durable(Delta delta) {
        for (StreamId stream : delta.covered().keySet()) {
            own(stream, delta.holding(stream));
            delta.head(stream).ifPresent(this::knows);
            repair.changed(stream);
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
        if ((phase == SyncPhase.RUNNING || settling.isOpen()) && monotonic - lastPingMillis >= PING_MILLIS) {
            lastPingMillis = monotonic;
            emission.send(new SyncMessage.Ping(now.wallMillis()));
        }
        if (phase == SyncPhase.RUNNING && monotonic - lastAnnouncedMillis >= ANNOUNCE_MILLIS) {
            announce(now);
        }
        if (phase == SyncPhase.RUNNING) {
            repair.tick(now);
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

    /** Has everything that changed here been compared with the peer, as far as this side is its authority? */
    public boolean isCompared() {
        return phase == SyncPhase.RUNNING && repair.isSettled() && !incoming.isAskingAgain();
    }

    /** How far it has come. */
    public SyncPhase phase() {
        return phase;
    }

    /**
     * What the peer is known to hold durably, by stream; what it has acknowledged among it. Empty as long as it may go
     * by names of this side that stand for other things there, and until it has told all that it holds.
     */
    public Optional<SortedMap<StreamId, Holding>> peerHoldings() {
        if (!hasRun || !isPeerKnown) {
            return Optional.empty();
        }
        TreeMap<StreamId, Holding> holdings = new TreeMap<>();
        for (StreamTrack track : tracks.all()) {
            if (!track.peer.isEmpty()) {
                holdings.put(track.stream, track.peer);
            }
        }
        return Optional.of(holdings);
    }

    /** The figures at this time. */
    public SyncStatus status(SyncTime now) {
        return new SyncStatus(
                phase,
                greeting.peer().map(hello -> hello.actor().site()),
                greeting.peer().map(SyncMessage.Hello::name).orElse(""),
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

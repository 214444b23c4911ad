package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.ward.WardId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** A gateway's and a hub's store that talk to each other in one thread until neither has anything to say. */
public final class SessionPair {

    private static final long WALL_MILLIS = 1_790_000_000_000L;

    private final End gateway;
    private final End hub;
    private long now = 1_000;

    /** How the two ends stood when they fell silent; empty where the session still runs. */
    public record Outcome(Optional<SyncEnd> gateway, Optional<SyncEnd> hub) {}

    private static final class End {
        private final SyncSession session;
        private final ReplicaStore store;
        private final Deque<SyncInput> inputs = new ArrayDeque<>();
        private Optional<SyncEnd> end = Optional.empty();

        End(SyncIdentity identity, PeerPolicy policy, ReplicaStore store) {
            session = new SyncSession(identity, policy, Optional.empty(), true);
            this.store = store;
        }

        private void step(End other, long now) {
            SyncInput input = inputs.remove();
            SyncOutcome outcome = session.step(input, new SyncTime(now, WALL_MILLIS + now));
            for (StoreRequest request : outcome.requests()) {
                inputs.add(new SyncInput.Stored(request.number(), StoreExecutor.run(store, request.command())));
            }
            for (Bytes frame : outcome.frames()) {
                other.inputs.add(new SyncInput.Received(frame));
            }
            end = end.or(outcome::end);
        }
    }

    /** Two ends that share a ward. */
    public SessionPair(WardId ward, Actor gateway, ReplicaStore journal, Actor hub, ReplicaStore record) {
        this(ward, gateway, journal, hub, record, LostLives.NONE);
    }

    /** Two ends, of which the hub may have lost something of earlier lives. */
    public SessionPair(
            WardId ward, Actor gateway, ReplicaStore journal, Actor hub, ReplicaStore record, LostLives lostLives) {
        LostLives earlier = new LostLives.Earlier(gateway.incarnation());
        this.gateway = new End(
                new SyncIdentity(gateway, 1, Role.GATEWAY, "gateway", Set.of(ward), earlier),
                PeerPolicy.RELAY,
                journal);
        this.hub = new End(
                new SyncIdentity(hub, 2, Role.HUB, "hub", Set.of(ward), lostLives), PeerPolicy.OWN_DOTS_ONLY, record);
    }

    /** Two gateways of one ward. */
    public static SessionPair ofNeighbours(WardId ward, Actor one, ReplicaStore left, Actor other, ReplicaStore right) {
        return new SessionPair(neighbour(ward, one, left), neighbour(ward, other, right));
    }

    private static End neighbour(WardId ward, Actor actor, ReplicaStore store) {
        return new End(
                new SyncIdentity(
                        actor, 1, Role.GATEWAY, "box", Set.of(ward), new LostLives.Earlier(actor.incarnation())),
                PeerPolicy.OWN_DOTS_ONLY,
                store);
    }

    private SessionPair(End gateway, End hub) {
        this.gateway = gateway;
        this.hub = hub;
    }

    /** Runs until both are silent, and some seconds more. */
    public Outcome run() {
        gateway.inputs.add(new SyncInput.Opened());
        hub.inputs.add(new SyncInput.Opened());
        for (int tick = 0; tick < 20; tick++) {
            while (!gateway.inputs.isEmpty() || !hub.inputs.isEmpty()) {
                if (!gateway.inputs.isEmpty()) {
                    gateway.step(hub, now);
                }
                if (!hub.inputs.isEmpty()) {
                    hub.step(gateway, now);
                }
            }
            now += 250;
            gateway.inputs.add(new SyncInput.Ticked());
            hub.inputs.add(new SyncInput.Ticked());
        }
        return new Outcome(gateway.end, hub.end);
    }

    /** What the hub is known to hold. */
    public SortedMap<StreamId, Holding> hubHolds() {
        return gateway.session.peerHoldings().orElseThrow();
    }

    /** The gateway's figures. */
    public SyncStatus status() {
        return gateway.session.status(new SyncTime(now, WALL_MILLIS + now));
    }
}

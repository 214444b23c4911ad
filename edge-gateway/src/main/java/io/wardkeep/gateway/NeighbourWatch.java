package io.wardkeep.gateway;

import io.wardkeep.gateway.neighbour.NeighbourObserver;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.ConditionKey;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the sessions with neighbours, whoever opened them. Any thread. */
final class NeighbourWatch implements NeighbourObserver {

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourWatch.class);

    private final WardInbox inbox;
    private final BiConsumer<UUID, Map<StreamId, Ranges>> acknowledged;
    private final Optional<Actor> newLife;
    private final Consumer<SyncEnd> restored;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Watches.
     *
     * @param acknowledged told what a neighbour holds of its own writing: that may be forgotten here
     * @param newLife this life, if it began with this start: nobody can know more of it, and who says so is wrong
     * @param restored ends this life when a neighbour shows that this box was restored from an old image
     */
    NeighbourWatch(
            WardInbox inbox,
            BiConsumer<UUID, Map<StreamId, Ranges>> acknowledged,
            Optional<Actor> newLife,
            Consumer<SyncEnd> restored) {
        this.inbox = inbox;
        this.acknowledged = acknowledged;
        this.newLife = newLife;
        this.restored = restored;
    }

    @Override
    public void ended(String name, SyncEnd end) {
        LOG.info("session with {} ended: {}{} {}", name, end.byPeer() ? "by itself, " : "", end.reason(), end.detail());
        boolean aboutUs = end.incarnationMax() != 0;
        boolean isImpossible = newLife.filter(
                        life -> Integer.compareUnsigned(end.incarnationMax(), life.incarnation()) >= 0)
                .isPresent();
        if (aboutUs && !isImpossible) {
            restored.accept(end);
        } else if (aboutUs && !told.getAndSet(true)) {
            inbox.addOrFail(new WardEvent.Stated(ConditionKey.gateway(AlertKind.REPLICA_FORKED), true));
        }
    }

    /**
     * What a neighbour holds of ours does not count as kept elsewhere: the hub takes from each box only what that box
     * wrote, so ours must reach it from here.
     */
    @Override
    public void holds(UUID site, SortedMap<StreamId, Holding> held) {
        Map<StreamId, Ranges> seen = new TreeMap<>();
        held.forEach((stream, holding) -> {
            if (stream.actor().site().equals(site)) {
                seen.put(stream, holding.seen());
            }
        });
        acknowledged.accept(site, seen);
    }
}

package io.wardkeep.gateway;

import io.wardkeep.gateway.uplink.UplinkObserver;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.ConditionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what happens to the link into the ward's alert conditions. On the uplink's thread. */
final class UplinkWatch implements UplinkObserver {

    private static final Logger LOG = LoggerFactory.getLogger(UplinkWatch.class);

    private final WardInbox inbox;
    private final Path witness;
    private final BiConsumer<UUID, Map<StreamId, Ranges>> acknowledged;
    private final BiConsumer<SyncEnd, Runnable> forked;
    private final Consumer<Boolean> denied;
    private final Consumer<Throwable> fatal;

    /**
     * Watches a link.
     *
     * @param witness removed when this box turns out to have been restored, so that its next life is a new one
     * @param acknowledged told what the hub holds
     * @param forked notes that this box was restored or cloned, then runs what it is given
     * @param denied told whether the hub turns this box away
     * @param fatal ends the process
     */
    UplinkWatch(
            WardInbox inbox,
            Path witness,
            BiConsumer<UUID, Map<StreamId, Ranges>> acknowledged,
            BiConsumer<SyncEnd, Runnable> forked,
            Consumer<Boolean> denied,
            Consumer<Throwable> fatal) {
        this.inbox = inbox;
        this.witness = witness;
        this.acknowledged = acknowledged;
        this.forked = forked;
        this.denied = denied;
        this.fatal = fatal;
    }

    @Override
    public void changed(UplinkStatus now) {
        boolean connected = now.state() == UplinkStatus.State.CONNECTED;
        LOG.info("link to the hub: {} {}", now.state(), connected ? "" : now.lastReason());
        state(AlertKind.NOT_SUPERVISED, !connected);
    }

    @Override
    public void ended(SyncEnd end) {
        LOG.info("sync session ended: {} {}", end.reason(), end.detail());
        switch (end.reason()) {
            case IDENTITY_REGRESSED, FORKED -> {
                state(AlertKind.REPLICA_FORKED, true);
                if (end.incarnationMax() != 0) {
                    forked.accept(end, () -> beginNewLife(end));
                }
            }
            case DENIED -> denied.accept(true);
            case STOPPING, CUT, SILENT, MALFORMED, VIOLATION, VERSION, NOTHING_SHARED, STORE_FAILED, REPLACED -> {
                // The loop tries again; what lasts shows as not supervised.
            }
        }
    }

    @Override
    public void hubHolds(UUID hub, SortedMap<StreamId, Holding> held) {
        // A connection alone says nothing: who is turned away is told so by one.
        denied.accept(false);
        state(AlertKind.REPLICA_FORKED, false);
        Map<StreamId, Ranges> seen = new TreeMap<>();
        held.forEach((stream, holding) -> seen.put(stream, holding.seen()));
        acknowledged.accept(hub, seen);
    }

    /**
     * The hub has more of us than we have, or something else: this box was restored or cloned. The journal has noted
     * it, and without its witness the next start takes an incarnation above every earlier one in any case.
     */
    private void beginNewLife(SyncEnd end) {
        try {
            Files.deleteIfExists(witness);
        } catch (IOException kept) {
            LOG.error("the witness {} cannot be removed; remove it by hand and start again", witness, kept);
        }
        fatal.accept(new IllegalStateException("this box was restored or cloned: " + end.detail()));
    }

    private void state(AlertKind kind, boolean present) {
        inbox.addOrFail(new WardEvent.Stated(ConditionKey.gateway(kind), present));
    }
}

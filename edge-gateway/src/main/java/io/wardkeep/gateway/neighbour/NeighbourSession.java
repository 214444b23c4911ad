package io.wardkeep.gateway.neighbour;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.StoreRequest;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncInput;
import io.wardkeep.sync.SyncOutcome;
import io.wardkeep.sync.SyncSession;
import java.util.concurrent.atomic.AtomicInteger;

/** One neighbour's connection and its session. What does not say otherwise runs on the connection's event loop. */
final class NeighbourSession {

    private static final long TICK_MILLIS = 200;
    private static final long HOLDINGS_MILLIS = 5_000;

    /** How many answers and news of the store may wait for one session before it is given up. */
    private static final int EVENTS_MAX = 16_384;

    private final NeighbourServer server;
    private final ServerWebSocket socket;
    private final Context context;
    private final SyncSession session;
    private final NeighbourJudge.Verdict.Known neighbour;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean over;
    private long timer;
    private long nextHoldingsMillis;

    NeighbourSession(
            NeighbourServer server,
            ServerWebSocket socket,
            Context context,
            SyncSession session,
            NeighbourJudge.Verdict.Known neighbour) {
        this.server = server;
        this.socket = socket;
        this.context = context;
        this.session = session;
        this.neighbour = neighbour;
    }

    void open() {
        socket.binaryMessageHandler(message -> step(new SyncInput.Received(Bytes.adopt(message.getBytes()))));
        socket.textMessageHandler(_ -> step(new SyncInput.Ended(EndReason.MALFORMED, "text where frames belong")));
        socket.exceptionHandler(failure -> step(
                new SyncInput.Ended(EndReason.CUT, failure.getClass().getSimpleName() + ": " + failure.getMessage())));
        socket.closeHandler(_ -> step(new SyncInput.Ended(EndReason.CUT, "connection closed")));
        timer = context.owner().setPeriodic(TICK_MILLIS, _ -> tick());
        nextHoldingsMillis = server.time().monotonicMillis() + HOLDINGS_MILLIS;
        step(new SyncInput.Opened());
    }

    /** Any thread. */
    void durable(Delta delta) {
        hop(new SyncInput.Durable(delta));
    }

    /** Any thread. */
    void end(EndReason reason, String detail) {
        context.runOnContext(_ -> step(new SyncInput.Ended(reason, detail)));
    }

    /** Any thread. A session that falls too far behind is given up: the next one computes again what is missing. */
    private void hop(SyncInput input) {
        int before = waiting.getAndIncrement();
        if (before < EVENTS_MAX) {
            context.runOnContext(_ -> {
                waiting.decrementAndGet();
                step(input);
            });
        } else if (before == EVENTS_MAX) {
            end(EndReason.CUT, "fell behind: more than " + before + " events wait");
        }
    }

    private void tick() {
        if (server.time().wallMillis() > neighbour.until().toEpochMilli()) {
            step(new SyncInput.Ended(EndReason.DENIED, "the certificate has expired: renew it"));
        }
        step(new SyncInput.Ticked());
        if (!over && server.time().monotonicMillis() >= nextHoldingsMillis) {
            nextHoldingsMillis = server.time().monotonicMillis() + HOLDINGS_MILLIS;
            tellWhatNeighbourHolds();
        }
    }

    private void tellWhatNeighbourHolds() {
        session.peerHoldings().ifPresent(held -> server.observer().holds(neighbour.site(), held));
    }

    private void step(SyncInput input) {
        if (over) {
            return;
        }
        SyncOutcome outcome = session.step(input, server.time());
        for (StoreRequest request : outcome.requests()) {
            server.store().submit(request.command(), result -> hop(new SyncInput.Stored(request.number(), result)));
        }
        for (Bytes frame : outcome.frames()) {
            if (!socket.isClosed()) {
                var _ = socket.writeBinaryMessage(Buffer.buffer(frame.toArray()));
            }
        }
        outcome.end().ifPresent(this::finish);
    }

    private void finish(SyncEnd end) {
        over = true;
        context.owner().cancelTimer(timer);
        if (!socket.isClosed()) {
            var _ = socket.close();
        }
        server.gone(this, neighbour);
        if (end.incarnationMax() == 0) {
            // What a peer holds under a name that two boxes use says nothing about what it has of us.
            tellWhatNeighbourHolds();
        }
        server.observer().ended(neighbour.name(), end);
    }
}

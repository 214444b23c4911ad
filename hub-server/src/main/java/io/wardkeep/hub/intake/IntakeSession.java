package io.wardkeep.hub.intake;

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
import io.wardkeep.sync.SyncPhase;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncStatus;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One gateway's connection and its session. Everything but what says otherwise runs on the connection's event loop. */
final class IntakeSession {

    private static final long TICK_MILLIS = 200;

    private final Intake intake;
    private final ServerWebSocket socket;
    private final Context context;
    private final SyncSession session;
    private final PeerVerdict.Known peer;
    private final long connectedMillis;
    private final long admissionMillis;
    private final AtomicInteger waiting = new AtomicInteger();
    private SyncPhase shown = SyncPhase.GREETING;
    private boolean hasAsked;
    private boolean holdsToken;
    private boolean over;
    private long timer;

    IntakeSession(Intake intake, ServerWebSocket socket, Context context, SyncSession session, PeerVerdict.Known peer) {
        this.intake = intake;
        this.socket = socket;
        this.context = context;
        this.session = session;
        this.peer = peer;
        connectedMillis = intake.time().wallMillis();
        admissionMillis = intake.time().monotonicMillis()
                + intake.random().nextLong(intake.config().admissionJitterMillis() + 1L);
    }

    void open() {
        socket.binaryMessageHandler(message -> received(Bytes.adopt(message.getBytes())));
        socket.textMessageHandler(_ -> step(new SyncInput.Ended(EndReason.MALFORMED, "text where frames belong")));
        socket.exceptionHandler(failure -> step(new SyncInput.Ended(EndReason.CUT, reason(failure))));
        socket.closeHandler(_ -> step(new SyncInput.Ended(EndReason.CUT, "connection closed")));
        timer = context.owner().setPeriodic(TICK_MILLIS, _ -> tick());
        step(new SyncInput.Opened());
        intake.show(status(true, ""), true);
    }

    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
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
        if (before < intake.config().eventsMax()) {
            context.runOnContext(_ -> {
                waiting.decrementAndGet();
                step(input);
            });
        } else if (before == intake.config().eventsMax()) {
            end(EndReason.CUT, "fell behind: more than " + before + " events wait");
        }
    }

    private void received(Bytes frame) {
        Optional<String> denial = intake.judge().denial(peer.site());
        step(denial.isEmpty() ? new SyncInput.Received(frame) : new SyncInput.Ended(EndReason.DENIED, denial.get()));
    }

    private void tick() {
        intake.judge().denial(peer.site()).ifPresent(why -> step(new SyncInput.Ended(EndReason.DENIED, why)));
        admit();
        step(new SyncInput.Ticked());
        if (!over) {
            SyncPhase phase = session.phase();
            if (phase == SyncPhase.RUNNING && shown != SyncPhase.RUNNING) {
                intake.runs(peer.site());
            }
            intake.show(status(true, ""), phase != shown);
            shown = phase;
        }
    }

    private void admit() {
        if (over || session.phase() != SyncPhase.RUNNING) {
            return;
        }
        if (!hasAsked
                && intake.time().monotonicMillis() >= admissionMillis
                && intake.admission().tryEnter()) {
            hasAsked = true;
            holdsToken = true;
            step(new SyncInput.Admitted());
        } else if (holdsToken && figures().backlogReceived() == 0) {
            release();
        }
    }

    private void release() {
        if (holdsToken) {
            holdsToken = false;
            intake.admission().leave();
        }
    }

    private void step(SyncInput input) {
        if (over) {
            return;
        }
        SyncOutcome outcome = session.step(input, intake.time());
        for (StoreRequest request : outcome.requests()) {
            intake.store().submit(request.command(), result -> hop(new SyncInput.Stored(request.number(), result)));
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
        release();
        context.owner().cancelTimer(timer);
        if (!socket.isClosed()) {
            var _ = socket.close();
        }
        intake.count(peer.site(), end);
        intake.gone(this, status(false, end.reason() + ", " + end.detail()), end);
    }

    private SyncStatus figures() {
        return session.status(intake.time());
    }

    private IntakeStatus status(boolean connected, String lastReason) {
        long since = connected ? connectedMillis : intake.time().wallMillis();
        Rejections rejections = intake.rejections(peer.site());
        return new IntakeStatus(
                peer.site(),
                peer.name(),
                peer.wards(),
                connected,
                since,
                figures(),
                lastReason,
                rejections.count(),
                rejections.last());
    }
}

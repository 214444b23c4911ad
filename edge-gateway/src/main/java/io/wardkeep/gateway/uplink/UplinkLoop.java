package io.wardkeep.gateway.uplink;

import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreRequest;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncInput;
import io.wardkeep.sync.SyncOutcome;
import io.wardkeep.sync.SyncPhase;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session with the hub going for as long as the process lives. Owns its thread. To be registered with the
 * store's loop as the listener of what becomes durable, before {@link #start}.
 */
public final class UplinkLoop implements DurableListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UplinkLoop.class);
    private static final long TICK_MILLIS = 200;
    private static final long HOLDINGS_MILLIS = 5_000;
    private static final long STOP_MILLIS = 2_000;

    /** How often a box that nobody has enrolled yet looks whether somebody has. */
    private static final long IDENTITY_MILLIS = 500;

    private static final String NOBODY = "this box has no identity yet: run wardkeep-provision enrol";

    private final UplinkConfig config;
    private final Supplier<Optional<SSLContext>> trust;
    private final Supplier<SyncSession> sessions;
    private final StoreInbox store;
    private final UplinkObserver observer;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final RandomGenerator random;
    private final UplinkInbox inbox = new UplinkInbox();
    private final AtomicReference<UplinkStatus> status;
    private final Thread thread;

    private Optional<HubSocket> socket = Optional.empty();
    private Optional<SyncSession> session = Optional.empty();
    private boolean closing;
    private boolean hasRun;
    private long rejected;
    private String trouble = "";
    private long connections;
    private long nextAttemptMillis;
    private long nextTickMillis;
    private long nextHoldingsMillis;

    /**
     * A loop that has not started.
     *
     * @param config where the hub is
     * @param trust the box's certificate and whom it trusts, asked for at each attempt, since certificates are renewed;
     *     empty while it has none, and then asked for again every {@value #IDENTITY_MILLIS} ms
     * @param sessions a new session, asked for at each connection, since incarnations change
     * @param store the journal
     * @param observer told of the link
     * @param clock wall time
     * @param monotonicMillis for intervals
     * @param random for the jitter of waits
     */
    public UplinkLoop(
            UplinkConfig config,
            Supplier<Optional<SSLContext>> trust,
            Supplier<SyncSession> sessions,
            StoreInbox store,
            UplinkObserver observer,
            InstantSource clock,
            LongSupplier monotonicMillis,
            RandomGenerator random) {
        this.config = config;
        this.trust = trust;
        this.sessions = sessions;
        this.store = store;
        this.observer = observer;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
        this.random = random;
        status = new AtomicReference<>(
                new UplinkStatus(UplinkStatus.State.WAITING, clock.millis(), Optional.empty(), 0, "", 0, ""));
        thread = Thread.ofPlatform().name("uplink").unstarted(this::run);
    }

    /** Begins to look for the hub. */
    public void start() {
        nextAttemptMillis = monotonicMillis.getAsLong();
        thread.start();
    }

    /** How the link is; any thread. */
    public UplinkStatus status() {
        return status.get();
    }

    /** Called by the store's loop. */
    @Override
    public void durable(Delta delta) {
        inbox.addOrGiveUpConnection(delta);
    }

    /** Says goodbye and stops; any thread. Waits for the loop for at most two seconds. */
    @Override
    public void close() {
        inbox.addOrGiveUpConnection(new UplinkEvent.Close());
        try {
            if (!thread.join(Duration.ofMillis(STOP_MILLIS))) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                long wait = Math.clamp(nextTickMillis - monotonicMillis.getAsLong(), 0, TICK_MILLIS);
                inbox.next(wait).ifPresent(this::take);
                if (inbox.takeOverflown()) {
                    lose("fell behind: more events than the inbox holds");
                }
                if (monotonicMillis.getAsLong() >= nextTickMillis) {
                    tick();
                }
            }
            sayGoodbye();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            socket.ifPresent(HubSocket::close);
            status.updateAndGet(last -> new UplinkStatus(
                    UplinkStatus.State.CLOSED,
                    clock.millis(),
                    Optional.empty(),
                    last.attempts(),
                    last.lastReason(),
                    rejected,
                    trouble));
        }
    }

    private void take(UplinkEvent event) {
        switch (event) {
            case UplinkEvent.Connected(long connection, var opened) -> {
                if (isCurrent(connection)) {
                    begin(opened);
                } else {
                    opened.abort();
                }
            }
            case UplinkEvent.Message(long connection, var frame) -> {
                if (isCurrent(connection)) {
                    step(new SyncInput.Received(frame));
                    socket.ifPresent(HubSocket::wantMore);
                }
            }
            case UplinkEvent.Written(long connection) -> {
                if (isCurrent(connection)) {
                    socket.ifPresent(HubSocket::written);
                }
            }
            case UplinkEvent.Lost(long connection, var reason) -> {
                if (isCurrent(connection)) {
                    lose(reason);
                }
            }
            case UplinkEvent.Stored(long connection, long request, var result) -> {
                if (isCurrent(connection)) {
                    step(new SyncInput.Stored(request, result));
                }
            }
            case UplinkEvent.Durable(var delta) -> step(new SyncInput.Durable(delta));
            case UplinkEvent.Close() -> closing = true;
        }
    }

    private boolean isCurrent(long connection) {
        return socket.isPresent() && socket.get().connection() == connection;
    }

    private void tick() {
        long now = monotonicMillis.getAsLong();
        nextTickMillis = now + TICK_MILLIS;
        if (socket.isEmpty() && now >= nextAttemptMillis) {
            trust.get().ifPresentOrElse(this::connect, this::awaitIdentity);
        }
        step(new SyncInput.Ticked());
        if (session.isPresent()) {
            publish();
            if (now >= nextHoldingsMillis) {
                nextHoldingsMillis = now + HOLDINGS_MILLIS;
                tellWhatHubHolds(session.get());
            }
        }
    }

    private void connect(SSLContext own) {
        show(
                UplinkStatus.State.CONNECTING,
                status.get().lastReason(),
                status.get().attempts());
        socket = Optional.of(new HubSocket(++connections, config, own, inbox));
    }

    private void awaitIdentity() {
        nextAttemptMillis = monotonicMillis.getAsLong() + IDENTITY_MILLIS;
        if (!NOBODY.equals(status.get().lastReason())) {
            LOG.warn("uplink: {}", NOBODY);
        }
        show(UplinkStatus.State.WAITING, NOBODY, status.get().attempts());
    }

    private void tellWhatHubHolds(SyncSession open) {
        open.peerHoldings()
                .ifPresent(
                        held -> observer.hubHolds(open.status(time()).peerSite().orElseThrow(), held));
    }

    private void begin(WebSocket opened) {
        LOG.info("uplink: connected to {} at {}", config.peer(), config.hub());
        session = Optional.of(sessions.get());
        nextHoldingsMillis = monotonicMillis.getAsLong() + HOLDINGS_MILLIS;
        socket.ifPresent(own -> own.connected(opened));
        hasRun = false;
        show(UplinkStatus.State.CONNECTED, "", status.get().attempts());
        step(new SyncInput.Opened());
    }

    private void step(SyncInput input) {
        if (session.isEmpty() || socket.isEmpty()) {
            return;
        }
        SyncOutcome outcome = session.get().step(input, time());
        long connection = socket.get().connection();
        for (StoreRequest request : outcome.requests()) {
            store.submit(
                    request.command(),
                    result ->
                            inbox.addOrGiveUpConnection(new UplinkEvent.Stored(connection, request.number(), result)));
        }
        outcome.frames().forEach(socket.get()::send);
        if (session.get().phase() == SyncPhase.RUNNING) {
            hasRun = true;
            trouble = "";
        }
        outcome.end().ifPresent(this::end);
    }

    private SyncTime time() {
        return new SyncTime(monotonicMillis.getAsLong(), clock.millis());
    }

    private void end(SyncEnd end) {
        if (end.incarnationMax() == 0) {
            // What a peer holds under a name that two boxes use says nothing about what it has of us.
            session.ifPresent(this::tellWhatHubHolds);
        }
        session = Optional.empty();
        socket.ifPresent(HubSocket::close);
        socket = Optional.empty();
        judge(end);
        observer.ended(end);
        boolean cut = end.reason() == EndReason.CUT || end.reason() == EndReason.STOPPING;
        wait((end.byPeer() ? "ended by " + config.peer() + ": " : "") + end.reason() + ", " + end.detail(), cut);
    }

    private void judge(SyncEnd end) {
        switch (end.reason()) {
            case MALFORMED, VIOLATION, FORKED, IDENTITY_REGRESSED -> {
                rejected++;
                trouble = end.reason() + ": " + end.detail();
            }
            case STOPPING, CUT, SILENT, VERSION, NOTHING_SHARED, STORE_FAILED, REPLACED, DENIED -> {
                // About the way, not about what was said.
            }
        }
    }

    private void lose(String reason) {
        if (session.isPresent()) {
            step(new SyncInput.Ended(EndReason.CUT, reason));
        } else if (socket.isPresent()) {
            socket.get().close();
            socket = Optional.empty();
            wait(reason, false);
        }
    }

    /**
     * The first attempt after the cut of a session that ran comes quickly, later ones ever more slowly; all with
     * jitter. A connection that never came to a session counts as failed.
     */
    private void wait(String reason, boolean cut) {
        boolean quickly = hasRun && cut;
        long attempts = hasRun ? 0 : status.get().attempts() + 1;
        hasRun = false;
        long steps = Math.clamp(attempts - 1, 0, 20);
        long longest =
                Math.min(config.backoffMax().toMillis(), config.backoffMin().toMillis() << steps);
        long delay = quickly
                ? random.nextLong(config.backoffMin().toMillis())
                : longest / 2 + random.nextLong(longest / 2 + 1);
        nextAttemptMillis = monotonicMillis.getAsLong() + delay;
        nextTickMillis = Math.min(nextTickMillis, nextAttemptMillis);
        if (!reason.equals(status.get().lastReason())) {
            LOG.warn("uplink to {}: {}; next attempt in {} ms", config.peer(), reason, delay);
        }
        show(UplinkStatus.State.WAITING, reason, attempts);
    }

    private void show(UplinkStatus.State state, String reason, long attempts) {
        UplinkStatus before = status.get();
        long since = before.state() == state ? before.sinceMillis() : clock.millis();
        UplinkStatus after = new UplinkStatus(
                state, since, session.map(open -> open.status(time())), attempts, reason, rejected, trouble);
        status.set(after);
        if (before.state() != state) {
            observer.changed(after);
        }
    }

    private void publish() {
        UplinkStatus last = status.get();
        status.set(new UplinkStatus(
                last.state(),
                last.sinceMillis(),
                session.map(open -> open.status(time())),
                last.attempts(),
                last.lastReason(),
                rejected,
                trouble));
    }

    /**
     * The hub is told, if it listens, within a moment; and the journal what the hub has: should this state be restored
     * as it is now, nothing of that is minted again.
     */
    private void sayGoodbye() throws InterruptedException {
        if (session.isEmpty() || socket.isEmpty()) {
            return;
        }
        tellWhatHubHolds(session.get());
        SyncOutcome last = session.get().step(new SyncInput.Ended(EndReason.STOPPING, "the gateway stops"), time());
        HubSocket open = socket.get();
        last.frames().forEach(open::send);
        long until = monotonicMillis.getAsLong() + STOP_MILLIS / 4;
        while (!open.isDrained() && monotonicMillis.getAsLong() < until) {
            if (inbox.next(TICK_MILLIS / 4).orElse(null) instanceof UplinkEvent.Written) {
                open.written();
            }
        }
    }
}

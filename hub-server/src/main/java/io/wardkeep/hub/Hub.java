package io.wardkeep.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.wardkeep.authority.Authority;
import io.wardkeep.authority.Enrolment;
import io.wardkeep.hub.access.AccountFile;
import io.wardkeep.hub.access.AccountLoop;
import io.wardkeep.hub.api.ApiServer;
import io.wardkeep.hub.api.ConsoleConfig;
import io.wardkeep.hub.bundle.BundleLoop;
import io.wardkeep.hub.bundle.BundleSpool;
import io.wardkeep.hub.enrolment.EnrolmentServer;
import io.wardkeep.hub.intake.Intake;
import io.wardkeep.hub.intake.IntakeConfig;
import io.wardkeep.hub.intake.IntakeObserver;
import io.wardkeep.hub.intake.IntakeStatus;
import io.wardkeep.hub.record.Database;
import io.wardkeep.hub.record.EmbeddedDatabase;
import io.wardkeep.hub.record.LocalWriter;
import io.wardkeep.hub.record.Migrations;
import io.wardkeep.hub.record.PostgresReplicaStore;
import io.wardkeep.hub.record.ReadLoop;
import io.wardkeep.hub.record.RecordReader;
import io.wardkeep.hub.record.RemoteDatabase;
import io.wardkeep.hub.record.ReplicaIdentity;
import io.wardkeep.hub.record.StoreLoop;
import io.wardkeep.hub.view.GatewayLink;
import io.wardkeep.hub.view.HubBoard;
import io.wardkeep.hub.view.ViewLoop;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.identity.LiveKeyManager;
import io.wardkeep.lattice.HybridClock;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.page.PageFeed;
import io.wardkeep.password.HashLoop;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub, put together: record, intake, view, people and API, started in the order in which they need one another and
 * stopped in the opposite one. What is broken beyond repair ends the process; what supervises it starts it again.
 */
public final class Hub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final long CONTACT_MILLIS = 1_000;
    private static final long COUNT_MILLIS = 5_000;
    private static final long UPKEEP_MILLIS = 5_000;
    private static final long PICTURE_MILLIS = 5 * 60_000L;
    private static final long REMOTE_CLOCK_MILLIS_MAX = 60_000;
    private static final int HASHES_AT_ONCE = 2;

    /** A gateway that was not heard for so long is lost, whatever its connection says. */
    private static final long HEARD_MILLIS_MAX = 8_000;

    private final HubConfig config;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final SecureRandom random;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final AtomicReference<LostLives> lostLives = new AtomicReference<>(LostLives.NONE);
    private int consolePort;
    private int syncPort;
    private int enrolmentPort;
    private @Nullable StoreLoop record;
    private final AtomicLong contacts = new AtomicLong();
    private Pulse pulse;

    private Hub(HubConfig config, InstantSource clock, LongSupplier monotonicMillis, SecureRandom random) {
        this.config = config;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
        this.random = random;
        pulse = new Pulse(List.of(), monotonicMillis);
    }

    /**
     * Starts everything; returns when all ports are open.
     *
     * @throws IOException when something that it needs is not there; the message says what
     */
    public static Hub start(HubConfig config, InstantSource clock, LongSupplier monotonicMillis, SecureRandom random)
            throws IOException {
        Hub hub = new Hub(config, clock, monotonicMillis, random);
        boolean started = false;
        try {
            hub.compose();
            started = true;
            return hub;
        } finally {
            if (!started) {
                hub.close();
            }
        }
    }

    /** Where the console listens. */
    public int consolePort() {
        return consolePort;
    }

    /** Where gateways come in. */
    public int syncPort() {
        return syncPort;
    }

    /** Where new boxes come in; 0 without an authority. */
    public int enrolmentPort() {
        return enrolmentPort;
    }

    /** The way to the record, for tests that play a gateway. */
    StoreInbox store() {
        if (record == null) {
            throw new IllegalStateException("the hub has not started");
        }
        return record;
    }

    /** Waits, at most so long, until the hub is stopped or broken beyond repair; true when it is. */
    boolean awaitOver(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Do the store, the view and the event loop go round? For the one thread that supervises. */
    boolean turns() {
        return pulse.beats();
    }

    private void compose() throws IOException {
        Files.createDirectories(config.state());
        lockState();
        IdentityLoop live = opened(identity());
        live.start();
        IdentityDirectory identity = live.inForce();
        X509KeyManager shown = new LiveKeyManager(live::inForce);
        Database database = opened(open(config));
        Migrations.apply(database.dataSource());
        ReplicaIdentity self = ReplicaIdentity.begin(
                database.dataSource(),
                config.witness(),
                Optional.of(identity.name().site()),
                clock,
                random);
        lostLives.set(self.lostLives());
        self.doubt().ifPresent(why -> LOG.warn("what was written here may be lost, and is taken back: {}", why));
        ReadLoop reads = opened(new ReadLoop(database.dataSource()));
        LateFeed feed = new LateFeed();
        ViewLoop view = new ViewLoop(
                () -> new HubBoard(config.zone(), clock.millis(), feed),
                () -> reads.ask(connection -> RecordReader.picture(connection, clock.millis() - PICTURE_MILLIS)),
                clock,
                this::breakDown);
        StoreLoop store = new StoreLoop(
                database,
                new PostgresReplicaStore(database.dataSource()),
                new LocalWriter(
                        self.self(), new HybridClock(clock::millis, REMOTE_CLOCK_MILLIS_MAX, new HybridTimestamp(0))),
                view::reload,
                this::breakDown);
        record = store;
        store.addListener(view);
        store.start();
        running.push(store);
        view.start();
        running.push(view);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
        running.push(() -> await(vertx.close(), "close"));
        DenyLoop denied = opened(new DenyLoop(config.denyList()));
        denied.start();
        GatewayJudge judge = new GatewayJudge(identity.anchor(), denied::denied, clock);
        Intake intake = intake(vertx, shown, identity, self, judge, store, new Links(vertx, self, database));
        store.addListener(intake);
        running.push(intake::close);
        HubMetrics metrics = new HubMetrics(store::waiting);
        running.push(metrics::close);
        feed.metrics(metrics);
        watchContact(vertx, intake, judge, store, view, metrics);
        BundleLoop bundles = opened(new BundleLoop(
                new BundleSpool(config.state()),
                identity,
                denied::denied,
                store,
                new BundleRecord(store, new AuditWriting(clock), metrics),
                clock));
        bundles.start();
        upkeep(vertx, store);
        enrolment(vertx, shown, identity, denied, store);
        console(vertx, shown, store, view, reads, metrics, feed);
        pulse = new Pulse(
                List.of(
                        new Pulse.Part(store::turns, store::recovering),
                        Pulse.Part.of(view::turns),
                        Pulse.Part.of(contacts::get)),
                monotonicMillis);
    }

    private void lockState() throws IOException {
        Path file = config.state().resolve("lock");
        FileChannel channel = opened(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new IOException("another hub runs in " + config.state());
        }
    }

    private IdentityLoop identity() throws IOException {
        try {
            return new IdentityLoop(config.sync().identity());
        } catch (IdentityException missing) {
            throw new IOException(missing.getMessage(), missing);
        }
    }

    /** Opens the database that the configuration names. */
    static Database open(HubConfig config) {
        return switch (config.database()) {
            case HubConfig.DatabaseChoice.Embedded() ->
                new EmbeddedDatabase(config.postgres(), databasePrograms(config.postgres()));
            case HubConfig.DatabaseChoice.Url(String url) -> new RemoteDatabase(url);
        };
    }

    /** Unpacking takes seconds: what was unpacked when the programs were installed is used where it stands. */
    private static Path databasePrograms(Path directory) {
        return Optional.ofNullable(System.getProperty("wardkeep.home"))
                .map(home -> Path.of(home, "lib", "postgres"))
                .filter(Files::isDirectory)
                .orElseGet(() -> directory.resolve(EmbeddedDatabase.PROGRAMS));
    }

    private Intake intake(
            Vertx vertx,
            X509KeyManager shown,
            IdentityDirectory identity,
            ReplicaIdentity self,
            GatewayJudge judge,
            StoreLoop store,
            IntakeObserver observer)
            throws IOException {
        long bootNonce = random.nextLong();
        Intake intake = new Intake(
                vertx,
                IntakeConfig.USUAL,
                judge,
                wards -> new SyncIdentity(self.self(), bootNonce, Role.HUB, config.name(), wards, lostLives.get()),
                store,
                observer,
                clock,
                monotonicMillis,
                random);
        HttpServer server = vertx.createHttpServer(Intake.bound(new HttpServerOptions())
                        .setKeyCertOptions(KeyCertOptions.wrap(shown))
                        .setTrustOptions(TrustOptions.wrap(identity.trustManager())))
                .webSocketHandler(intake::accept)
                .exceptionHandler(intake::handshakeFailed);
        syncPort = await(
                        server.listen(
                                config.sync().listen().port(),
                                config.sync().listen().host()),
                        "listen at " + config.sync().listen())
                .actualPort();
        LOG.info("gateways come in at {}:{}", config.sync().listen().host(), syncPort);
        return intake;
    }

    /** Told on event loops when a session came or went. */
    private final class Links implements IntakeObserver {

        private final Vertx vertx;
        private final ReplicaIdentity self;
        private final Database database;

        Links(Vertx vertx, ReplicaIdentity self, Database database) {
            this.vertx = vertx;
            this.self = self;
            this.database = database;
        }

        @Override
        public void changed(IntakeStatus status) {
            LOG.info("{} is {}", status.name(), status.connected() ? "linked" : "gone: " + status.lastReason());
        }

        @Override
        public void ended(UUID site, SyncEnd end) {
            if (end.incarnationMax() == 0) {
                return;
            }
            boolean isThisLife = self.isThisLife(end.incarnationMax());
            if (isThisLife && self.followsDoubt()) {
                // A life that has just begun cannot be known to anybody: one that lies costs a restart, not a loop.
                LOG.error("{} says that this hub was cloned: {}", site, end.detail());
                return;
            }
            LOG.warn("this hub was restored or cloned, and takes back what {} holds: {}", site, end.detail());
            vertx.executeBlocking(() -> self.lost(database.dataSource(), end.incarnationMax(), end.detail()))
                    .onSuccess(lost -> {
                        lostLives.set(lost);
                        if (isThisLife) {
                            breakDown(new IllegalStateException(
                                    "this hub was cloned and begins a new incarnation: " + end.detail()));
                        }
                    })
                    .onFailure(unwritable -> breakDown(new IllegalStateException(unwritable)));
        }
    }

    private void watchContact(
            Vertx vertx, Intake intake, GatewayJudge judge, StoreLoop store, ViewLoop view, HubMetrics metrics) {
        ClockWatch clocks = new ClockWatch();
        vertx.setPeriodic(10, CONTACT_MILLIS, _ -> {
            contacts.incrementAndGet();
            List<IntakeStatus> statuses = List.copyOf(intake.statuses());
            metrics.links(statuses);
            statuses.forEach(status -> watchClock(clocks, status, store));
            List<GatewayLink> links =
                    statuses.stream().map(status -> link(status, judge)).toList();
            view.replaceContact(board -> board.links(links));
        });
        vertx.setPeriodic(
                50,
                COUNT_MILLIS,
                _ -> store.submit(new StoreCommand.Report(), result -> {
                    if (result instanceof StoreResult.Reported(var completeness)) {
                        metrics.completeness(completeness);
                        view.count(completeness);
                    }
                }));
    }

    private void watchClock(ClockWatch clocks, IntakeStatus status, StoreLoop store) {
        if (!status.connected()) {
            clocks.gone(status.site());
            return;
        }
        OptionalLong offset = status.session().clockOffsetMillis();
        if (offset.isPresent()) {
            clocks.measured(status.site(), offset.getAsLong(), clock.millis())
                    .filter(store::noteOrDrop)
                    .ifPresent(clocks::kept);
        }
    }

    private void upkeep(Vertx vertx, StoreLoop store) {
        vertx.setPeriodic(
                UPKEEP_MILLIS,
                _ -> store.upkeepOrDrop(open -> {
                    int fewer = open.merge(clock.millis());
                    int rolled = open.rollUp();
                    LOG.debug("upkeep: {} blocks fewer, {} rolled up", fewer, rolled);
                    return fewer > 0 || rolled > 0;
                }));
    }

    private GatewayLink link(IntakeStatus status, GatewayJudge judge) {
        long silentMillis = monotonicMillis.getAsLong() - status.session().lastHeardMillis();
        boolean heard = status.connected() && silentMillis <= HEARD_MILLIS_MAX;
        long since = status.connected() && !heard ? clock.millis() - silentMillis : status.sinceMillis();
        return new GatewayLink(
                status.site(),
                status.name(),
                status.wards(),
                heard,
                since,
                status.session().receivedLagMillis(),
                status.session().backlogReceived(),
                status.session().clockOffsetMillis(),
                judge.certificateUntil(status.site()),
                status.rejected(),
                status.trouble());
    }

    private void enrolment(
            Vertx vertx, X509KeyManager shown, IdentityDirectory identity, DenyLoop denied, StoreLoop store)
            throws IOException {
        if (config.enrolment().isEmpty()) {
            return;
        }
        HubConfig.Enrolment chosen = config.enrolment().get();
        try {
            Authority authority = Authority.open(chosen.authority());
            EnrolmentServer server = new EnrolmentServer(
                    vertx,
                    shown,
                    identity.trustManager(),
                    new Enrolment(authority, peer -> denied.denied().denies(peer), random),
                    new EnrolmentRecord(store, new AuditWriting(clock)),
                    clock);
            enrolmentPort = await(
                    server.listen(chosen.listen().host(), chosen.listen().port()), "listen at " + chosen.listen());
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the authority in " + chosen.authority() + " cannot be used", unusable);
        }
    }

    private void console(
            Vertx vertx,
            X509KeyManager shown,
            StoreLoop store,
            ViewLoop view,
            ReadLoop reads,
            HubMetrics metrics,
            LateFeed feed)
            throws IOException {
        AccountLoop accounts = opened(new AccountLoop(new AccountFile(config.accounts())));
        accounts.start();
        HashLoop hashing = opened(new HashLoop(
                "hub-hash",
                HASHES_AT_ONCE,
                () -> TimeUnit.MILLISECONDS.toNanos(monotonicMillis.getAsLong()),
                random,
                this::breakDown));
        hashing.start();
        ApiServer server = new ApiServer(
                new ConsoleConfig(
                        config.console().listen().host(),
                        config.console().listen().port(),
                        config.console().names(),
                        config.console().tls() ? Optional.of(shown) : Optional.empty(),
                        ConsoleConfig.RESOURCES),
                new ConsoleCommands(store, view, clock),
                new ConsoleQueries(store, view, reads, metrics::scrape, clock),
                new AccessGate(accounts, vertx, hashing, clock, random),
                clock);
        PageFeed console = server.feed();
        feed.to(console);
        view.reload();
        consolePort = await(server.start(vertx), "listen at " + config.console().listen())
                .port();
        LOG.info(
                "the console is at {}://{}:{}/",
                config.console().tls() ? "https" : "http",
                config.console().listen().host(),
                consolePort);
    }

    private void breakDown(RuntimeException cause) {
        LOG.error("the hub cannot go on", cause);
        over.countDown();
    }

    private <T extends AutoCloseable> T opened(T part) {
        running.push(part);
        return part;
    }

    private static <T> T await(Future<T> future, String what) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException("cannot " + what + ": " + failed.getMessage(), failed);
        } catch (TimeoutException slow) {
            throw new IOException("cannot " + what + ": no answer", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** Stops everything in the opposite order; a part that does not stop well is said and does not stop the rest. */
    @Override
    public void close() {
        for (AutoCloseable part : running) {
            try {
                part.close();
            } catch (Exception failed) {
                LOG.error("a part did not stop well", failed);
            }
        }
        running.clear();
        over.countDown();
    }
}

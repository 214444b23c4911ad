package io.wardkeep.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.wardkeep.driver.hl7.Hl7;
import io.wardkeep.driver.sparkplug.Sparkplug;
import io.wardkeep.gateway.annunciate.Annunciator;
import io.wardkeep.gateway.annunciate.TopicAnnunciator;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.gateway.health.LatencyRecorder;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.gateway.journal.HistoryLoop;
import io.wardkeep.gateway.journal.Journal;
import io.wardkeep.gateway.journal.JournalBounds;
import io.wardkeep.gateway.journal.JournalConfig;
import io.wardkeep.gateway.journal.JournalFigures;
import io.wardkeep.gateway.journal.JournalStart;
import io.wardkeep.gateway.journal.JournalSurroundings;
import io.wardkeep.gateway.journal.MessageId;
import io.wardkeep.gateway.journal.StoreLoop;
import io.wardkeep.gateway.page.PageServer;
import io.wardkeep.gateway.port.DeviceMqttServer;
import io.wardkeep.gateway.port.LineConfig;
import io.wardkeep.gateway.port.MessageMark;
import io.wardkeep.gateway.port.MessageMarks;
import io.wardkeep.gateway.port.MllpServer;
import io.wardkeep.gateway.port.PortClock;
import io.wardkeep.gateway.port.PortLoop;
import io.wardkeep.gateway.port.PortStatus;
import io.wardkeep.gateway.port.SerialLibrary;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.page.Health;
import io.wardkeep.password.HashLoop;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.HistoryView;
import io.wardkeep.ward.view.PortsView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes every part, hands each the small interfaces that it wants, starts them in the order in
 * which they need one another, and stops them in the reverse. Alerts come first: everything up to the ward page runs
 * whether there is a hub, an identity or a network, or not.
 */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final long STANDSTILL_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    /** PINs that are checked at once: each takes 19 MiB of a small heap. */
    private static final int HASHES_AT_ONCE = 1;

    private static final long START_SECONDS_MAX = 30;
    private static final long IDENTITY_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final GatewayConfig config;
    private final GatewayClock clock;
    private final SecureRandom random = new SecureRandom();
    private static final String ENDPOINT_THREAD = "mqtt-endpoint";

    private final RealTimePriority prompt = new RealTimePriority();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WardInbox inbox = new WardInbox();
    private final JournalWatch journalWatch = new JournalWatch(inbox);
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
    private final Parts parts = new Parts();
    private final List<PortLoop> ports = new ArrayList<>();
    private final Journal journal;
    private final StoreLoop store;
    private final HistoryLoop history;
    private final WardLoop ward;
    private final Optional<IdentityWatch> own;
    private final Optional<HubLink> uplink;
    private final Optional<Neighbourhood> neighbours;
    private final Optional<DeviceMqttServer> mqtt;
    private final Optional<MllpServer> mllp;
    private final HashLoop hashing;
    private final PageServer.Started page;

    /** Parts that others need before they exist: a journal tells its listeners, and they ask the journal. */
    private static final class Parts implements StoreInbox {
        private volatile Optional<StoreLoop> store = Optional.empty();
        private volatile Optional<HistoryLoop> history = Optional.empty();
        private volatile Optional<HubLink> uplink = Optional.empty();
        private volatile Optional<UplinkWatch> watch = Optional.empty();
        private volatile Optional<WardLoop> ward = Optional.empty();

        @Override
        public void submit(StoreCommand command, Consumer<StoreResult> done) {
            if (store.isPresent()) {
                store.get().submit(command, done);
            } else {
                done.accept(new StoreResult.Failed("the journal is not open yet"));
            }
        }

        Optional<UplinkStatus> link() {
            return uplink.map(HubLink::status);
        }

        JournalFigures figures() {
            return store.map(StoreLoop::figures).orElse(JournalFigures.NONE);
        }
    }

    /**
     * Starts a gateway; when this returns it watches its ward.
     *
     * @param config what it was told
     * @param clock the box's
     * @param pace of the journal's commits; {@link CommitPace#UNBRAKED} in production
     * @param policy of acknowledging; {@link AcknowledgePolicy#AFTER_COMMIT} in production
     * @throws io.wardkeep.sync.StoreException when the journal cannot be opened
     * @throws UncheckedIOException when the serial library cannot be written into the state directory
     * @throws java.util.concurrent.CompletionException when an address cannot be listened at
     */
    public static Gateway start(GatewayConfig config, GatewayClock clock, CommitPace pace, AcknowledgePolicy policy) {
        return new Gateway(config, clock, pace, policy);
    }

    private Gateway(GatewayConfig config, GatewayClock clock, CommitPace pace, AcknowledgePolicy policy) {
        this.config = config;
        this.clock = clock;
        own = config.hub().map(hub -> new IdentityWatch(hub.identity(), clock.wall(), this::identityTrouble));
        Optional<IdentityDirectory> identity = own.flatMap(IdentityWatch::look);
        journal = Journal.open(
                journalConfig(identity),
                new JournalSurroundings(clock, random, journalWatch, broken::complete, pace, policy));
        JournalStart start = journal.atStart();
        start.began().ifPresent(reason -> LOG.info("a new incarnation begins: {}", reason));
        start.forked().ifPresent(found -> LOG.warn("minted again what a forked life of this box wrote: {}", found));
        List<Placement> placements = placements();
        hashing = new HashLoop("page-hash", HASHES_AT_ONCE, clock::nanos, random, broken::complete);
        PageServer server = new PageServer(
                config.page(),
                new WardDesk(inbox, clock),
                new WardWindow(inbox, clock, new LateArchive(), this::ports, this::live, this::ready, registry::scrape),
                hashing,
                clock,
                random);
        PortIntake intake =
                new PortIntake(inbox, placements.stream().map(Placement::device).toList());
        MessageMarks marks = marks(start.messages());
        mqtt = config.mqtt()
                .map(endpoint -> await(
                        DeviceMqttServer.start(vertx, endpoint, intake, portClock(), marks, this::promptEndpoint)));
        mllp = config.mllp()
                .map(endpoint ->
                        await(MllpServer.start(vertx, endpoint, intake, portClock(), marks, this::promptEndpoint)));
        uplink = config.hub().flatMap(hub -> own.map(watched -> link(hub, watched)));
        parts.uplink = uplink;
        List<DurableListener> listeners = new ArrayList<>();
        listeners.add(this::durable);
        uplink.ifPresent(listeners::add);
        neighbours = neighbours(start);
        neighbours.ifPresent(others -> listeners.addAll(others.listeners()));
        store = journal.start(listeners);
        parts.store = Optional.of(store);
        history = journal.startHistory();
        parts.history = Optional.of(history);
        List<Annunciator> annunciators = mqtt.<List<Annunciator>>map(
                        endpoint -> List.of(new TopicAnnunciator(endpoint::publishRetained)))
                .orElse(List.of());
        GatewayFigures figures = new GatewayFigures(
                config,
                clock,
                parts::figures,
                parts::link,
                journal.self().site().toString(),
                () -> own.flatMap(IdentityWatch::until));
        figures.register(registry, inbox);
        Optional<MllpFigures> mllpFigures = mllp.map(endpoint -> new MllpFigures(endpoint::status, registry));
        Optional<MqttFigures> mqttFigures = mqtt.map(endpoint -> new MqttFigures(endpoint::status, registry));
        ward = new WardLoop(
                inbox,
                new Ward(
                        config,
                        clock,
                        start,
                        placements,
                        new WardOutlets(annunciators, server.feed(), registry, ZoneId.systemDefault())),
                journal.inbox(),
                clock,
                new LatencyRecorder(registry, GatewayMeter.ALERT_DECISION),
                new LatencyRecorder(registry, GatewayMeter.DURABLE),
                state -> {
                    figures.ticked(state, server.feed());
                    intake.declare(state, journal.inbox());
                    mqttFigures.ifPresent(MqttFigures::ticked);
                    mllpFigures.ifPresent(MllpFigures::ticked);
                },
                prompt::askForThisThread,
                broken::complete);
        parts.ward = Optional.of(ward);
        ward.start();
        unpackSerialLibrary();
        config.ports()
                .forEach(port -> ports.add(PortLoop.start(port, intake, portClock(), marks, prompt::askForThisThread)));
        hashing.start();
        page = await(server.start(vertx));
        if (config.hub().isPresent()) {
            state(AlertKind.NOT_SUPERVISED, true);
        }
        own.ifPresent(this::keepLooking);
        uplink.ifPresent(HubLink::start);
        neighbours.ifPresent(others -> {
            await(others.start());
            Gauge.builder(GatewayMeter.NEIGHBOURS.meterName(), others, Neighbourhood::linked)
                    .register(registry);
        });
        LOG.info(
                "watching ward {}: {} devices, page at port {}, mqtt {}",
                config.ward(),
                placements.size(),
                page.port(),
                mqtt.map(endpoint -> "at port " + endpoint.port()).orElse("off"));
    }

    /** Where the ward page listens. */
    public int pagePort() {
        return page.port();
    }

    /** Where the MQTT endpoint listens, if there is one. */
    public OptionalLong mqttPort() {
        return mqtt.map(endpoint -> OptionalLong.of(endpoint.port())).orElse(OptionalLong.empty());
    }

    /** Where HL7 senders come in, if they may. */
    public OptionalLong mllpPort() {
        return mllp.map(endpoint -> OptionalLong.of(endpoint.port())).orElse(OptionalLong.empty());
    }

    /** Where neighbours come in; 0 when none may. */
    public int peersPort() {
        return neighbours.map(Neighbourhood::port).orElse(0);
    }

    /** Completes when a part has ended by a bug or a trouble that only a restart can mend. */
    public CompletableFuture<Throwable> broken() {
        return broken.copy();
    }

    /** A thread has ended by a bug: {@link #broken} completes. Any thread. */
    public void fail(Throwable bug) {
        broken.complete(bug);
    }

    /** Is the ward's loop going round? What the watchdog asks. */
    public boolean watching() {
        return clock.nanos() - ward.turnedNanos() < STANDSTILL_NANOS_MAX;
    }

    /**
     * Stops in order: no new input, everything that was taken is judged and durable, and the journal notes that this
     * life ended well.
     */
    public void stop() throws InterruptedException {
        ports.forEach(PortLoop::close);
        mqtt.ifPresent(endpoint -> await(endpoint.close()));
        mllp.ifPresent(endpoint -> await(endpoint.close()));
        await(page.stop());
        hashing.close();
        ward.stop();
        uplink.ifPresent(HubLink::close);
        neighbours.ifPresent(Neighbourhood::close);
        history.stop();
        store.stop();
        await(vertx.close());
        LOG.info("stopped");
    }

    /** Away from the loops, since a disk may take its time. */
    private void keepLooking(IdentityWatch watch) {
        vertx.setPeriodic(
                IDENTITY_MILLIS, _ -> vertx.executeBlocking(watch::look).onFailure(broken::complete));
    }

    private void identityTrouble(boolean present) {
        state(AlertKind.IDENTITY_TROUBLE, present);
    }

    private void unpackSerialLibrary() {
        boolean serial = config.ports().stream().anyMatch(port -> port.line() instanceof LineConfig.SerialLine);
        if (!serial) {
            return;
        }
        try {
            SerialLibrary.unpackTo(config.state().directory());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the serial library cannot be unpacked", unwritable);
        }
    }

    private JournalConfig journalConfig(Optional<IdentityDirectory> identity) {
        return new JournalConfig(
                config.state().directory(),
                config.state().witness(),
                MACHINE_ID,
                config.ward(),
                identity.map(known -> known.name().site()),
                config.state().retain(),
                config.state().reserveBytes(),
                JournalBounds.ORDINARY);
    }

    /** Named, so that the unit's wardkeep-priority finds it among the event loops. */
    private void promptEndpoint() {
        Thread.currentThread().setName(ENDPOINT_THREAD);
        prompt.askForThisThread();
    }

    private List<Placement> placements() {
        List<Placement> placements = new ArrayList<>();
        config.ports()
                .forEach(port -> placements.add(new Placement(
                        port.device(),
                        port.bed(),
                        journal.ordinalOf(port.device()),
                        port.driver().silenceMillis(),
                        port.driver().name(),
                        false)));
        config.mqtt()
                .ifPresent(endpoint -> endpoint.devices()
                        .forEach((device, told) -> placements.add(new Placement(
                                device,
                                told.bed(),
                                journal.ordinalOf(device),
                                told.format().silenceMillis(),
                                told.format().name(),
                                false))));
        Sparkplug sparkplug = new Sparkplug();
        config.mqtt()
                .ifPresent(endpoint -> endpoint.sparkplug()
                        .forEach((device, told) -> placements.add(new Placement(
                                device,
                                told.bed(),
                                journal.ordinalOf(device),
                                sparkplug.silenceMillis(),
                                sparkplug.name(),
                                false))));
        Hl7 hl7 = new Hl7();
        config.mllp()
                .ifPresent(endpoint -> endpoint.devices()
                        .forEach((device, told) -> placements.add(new Placement(
                                device,
                                told.bed(),
                                journal.ordinalOf(device),
                                hl7.silenceMillis(),
                                hl7.name(),
                                true))));
        return placements;
    }

    private HubLink link(GatewayConfig.Hub hub, IdentityWatch watched) {
        UplinkWatch watch = new UplinkWatch(
                inbox,
                config.state().witness(),
                (site, seen) -> parts.store.ifPresent(open -> open.acknowledgedOrRefuse(site, seen)),
                (end, then) -> parts.store.ifPresentOrElse(
                        open -> open.forked(end.incarnationMax(), end.detail(), then), then),
                watched::denied,
                broken::complete);
        parts.watch = Optional.of(watch);
        return new HubLink(config, hub, watched, journal.self(), parts, watch, clock, random, broken::complete);
    }

    private Optional<Neighbourhood> neighbours(JournalStart start) {
        if (config.peers().gateways().isEmpty()) {
            return Optional.empty();
        }
        NeighbourWatch watch = new NeighbourWatch(
                inbox,
                (site, seen) -> parts.store.ifPresent(open -> open.acknowledgedOrRefuse(site, seen)),
                start.began().map(_ -> journal.self()),
                end -> parts.watch.ifPresent(hub -> hub.ended(end)));
        return own.map(watched -> new Neighbourhood(
                config, watched, journal.self(), start.fromNeighbours(), parts, watch, vertx, clock, random));
    }

    /** On the store's thread. */
    private void durable(Delta delta) {
        List<Row> others = delta.rows().stream()
                .filter(row -> !row.dot().actor().equals(journal.self()))
                .toList();
        Map<StreamId, Ranges> gone = new HashMap<>(delta.absent());
        gone.keySet().removeIf(stream -> stream.actor().equals(journal.self()));
        if (!others.isEmpty() || !gone.isEmpty()) {
            inbox.addOrFail(new WardEvent.Joined(others, gone));
        }
    }

    private void state(AlertKind kind, boolean present) {
        inbox.addOrFail(new WardEvent.Stated(ConditionKey.gateway(kind), present));
    }

    private PortClock portClock() {
        return new PortClock(clock::nanos, clock::millis);
    }

    private static MessageMarks marks(Map<DeviceId, List<MessageId>> messages) {
        Map<DeviceId, List<MessageMark>> marks = new HashMap<>();
        messages.forEach((device, ids) -> marks.put(
                device,
                ids.stream()
                        .map(id -> switch (id.kind()) {
                            case NUMBERED -> new MessageMark(MessageMark.Kind.ID, id.value());
                            case CONTENT, CONTENT_AGAIN -> new MessageMark(MessageMark.Kind.FINGERPRINT, id.value());
                        })
                        .toList()));
        return new MessageMarks(marks);
    }

    /** On the page's event loop. */
    private PortsView ports() {
        List<PortStatus> all = new ArrayList<>();
        ports.forEach(port -> all.add(port.status()));
        mqtt.ifPresent(endpoint -> all.addAll(endpoint.status().devices()));
        return PortViews.of(all, clock.millis());
    }

    private Health live() {
        boolean round = parts.ward
                .map(loop -> clock.nanos() - loop.turnedNanos() < STANDSTILL_NANOS_MAX)
                .orElse(false);
        return Health.of(List.of(new Health.Check(
                "ward loop", round ? Health.Status.OK : Health.Status.FAIL, round ? "goes round" : "stands still")));
    }

    private Health ready() {
        List<Health.Check> checks = new ArrayList<>(live().checks());
        boolean trouble = journalWatch.troubled();
        checks.add(new Health.Check(
                "journal", trouble ? Health.Status.FAIL : Health.Status.OK, trouble ? "cannot store" : "stores"));
        Optional<UplinkStatus> link = parts.link();
        checks.add(new Health.Check(
                "hub",
                Health.Status.NOT_CHECKED,
                link.map(status -> status.state().name()).orElse("no hub")));
        return Health.of(checks);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(START_SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    }

    /** The archive as far as it is open. */
    private final class LateArchive implements WardArchive {

        @Override
        public CompletionStage<HistoryView> history(
                Set<DeviceId> devices, int code, long fromMillis, long untilMillis, int points) {
            return parts.history
                    .map(open ->
                            new JournalArchive(parts, open).history(devices, code, fromMillis, untilMillis, points))
                    .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("not open yet")));
        }

        @Override
        public CompletionStage<Completeness> completeness() {
            return parts.history
                    .map(open -> new JournalArchive(parts, open).completeness())
                    .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("not open yet")));
        }
    }
}

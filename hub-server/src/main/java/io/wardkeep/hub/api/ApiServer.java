package io.wardkeep.hub.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.CommandRoutes;
import io.wardkeep.page.Endpoint;
import io.wardkeep.page.PageFeed;
import io.wardkeep.page.PageFiles;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.PageInbox;
import io.wardkeep.page.PageRouter;
import io.wardkeep.page.ProblemException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The API's server: one HTTP server on one event loop. Feed it through {@link #feed()}, from any thread, before or
 * after it starts.
 */
public final class ApiServer {

    /** About two seconds of the curves of two hundred beds. */
    private static final int WAVES_MAX = 4_096;

    private static final int IDLE_SECONDS_MAX = 60;
    private static final long BEAT_MILLIS = 2_000;

    /** How often open streams are asked whether they may still be. */
    private static final long CHECK_MILLIS = 500;

    private final ConsoleConfig config;
    private final HubCommands commands;
    private final HubQueries queries;
    private final InstantSource clock;
    private final Gate gate;
    private final PageInbox inbox = new PageInbox(WAVES_MAX);
    private final LongAdder slowClientsDropped = new LongAdder();

    /**
     * A server that does not listen yet.
     *
     * @param config where, for whom
     * @param commands what people decide goes there
     * @param queries what is asked beyond the feed comes from there
     * @param gate judges who may do what
     * @param clock the hub's
     */
    public ApiServer(ConsoleConfig config, HubCommands commands, HubQueries queries, Gate gate, InstantSource clock) {
        this.config = config;
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
        this.gate = gate;
    }

    /** The way of the ward's news to the page. */
    public PageFeed feed() {
        return inbox;
    }

    /** Browsers that were cut off because they were too slow, since the start. Any thread. */
    public long slowClientsDropped() {
        return slowClientsDropped.sum();
    }

    /** Listens; gives the port once it does, and fails when the address cannot be had. */
    public Future<Started> start(Vertx vertx) {
        Loop loop = new Loop();
        return vertx.deployVerticle(loop).map(id -> new Started(vertx, id, loop.port));
    }

    /**
     * A server that listens.
     *
     * @param vertx where it runs
     * @param deployment its name there
     * @param port where it listens
     */
    public record Started(Vertx vertx, String deployment, int port) {

        /** Says goodbye to the browsers and stops listening. */
        public Future<Void> stop() {
            return vertx.undeploy(deployment);
        }
    }

    /** Everything that the event loop owns. */
    private final class Loop extends VerticleBase {

        private int port;
        private Runnable closing = () -> {};

        @Override
        public Future<?> start() {
            EventStream stream = new EventStream(vertx, clock, inbox, gate, slowClientsDropped);
            PageGuard guard = new PageGuard(config.names(), config.tls().isPresent());
            Gatekeeper gatekeeper = new Gatekeeper(guard, config.tls().isPresent(), gate);
            ViewRoutes views = new ViewRoutes(queries, commands, stream, gatekeeper, clock);
            CommandRoutes decisions = new CommandRoutes(commands, views::bedSeen);
            SessionRoutes people = new SessionRoutes(gatekeeper, gate, commands);
            Router router = PageRouter.of(
                    vertx,
                    guard,
                    gatekeeper::admit,
                    (request, endpoint) -> serve(endpoint, request, gatekeeper, views, decisions, people, stream),
                    new PageFiles(config.resources()));
            vertx.setPeriodic(CHECK_MILLIS, _ -> stream.checkFollowers());
            vertx.setPeriodic(BEAT_MILLIS, _ -> stream.beat());
            inbox.wakeWith(() -> context.runOnContext(_ -> inbox.drain(stream)));
            closing = stream::closeAll;
            HttpServerOptions options =
                    new HttpServerOptions().setIdleTimeout(IDLE_SECONDS_MAX).setTcpNoDelay(true);
            config.tls()
                    .ifPresent(key -> options.setSsl(true)
                            .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                            .setKeyCertOptions(KeyCertOptions.wrap(key)));
            HttpServer server = vertx.createHttpServer(options).requestHandler(router);
            return server.listen(config.port(), config.host()).onSuccess(bound -> port = bound.actualPort());
        }

        @Override
        public Future<?> stop() {
            closing.run();
            return Future.succeededFuture();
        }
    }

    private static void serve(
            Endpoint endpoint,
            RoutingContext context,
            Gatekeeper gatekeeper,
            ViewRoutes views,
            CommandRoutes decisions,
            SessionRoutes people,
            EventStream stream) {
        switch (endpoint) {
            case BEDS -> views.beds(context);
            case BED -> views.bed(context);
            case OBSERVATIONS -> views.observations(context);
            case LIMITS -> views.limits(context);
            case SET_LIMITS -> decisions.setLimits(context);
            case ASSIGNMENT -> views.assignment(context);
            case ASSIGN -> decisions.assign(context);
            case ALERTS -> views.alerts(context);
            case ACKNOWLEDGE -> decisions.acknowledge(context);
            case PAUSE -> decisions.pause(context);
            case ACCEPT -> decisions.accept(context);
            case REJECT -> decisions.reject(context);
            case CONFLICTS -> views.conflicts(context);
            case GATEWAYS -> views.gateways(context);
            // The policy lets nobody in: devices hang on gateways.
            case PORTS -> throw ProblemException.notFound("address");
            case COMPLETENESS -> views.completeness(context);
            case AUDIT -> views.audit(context);
            case SESSION -> people.session(context);
            case LOGIN -> people.login(context);
            case LOGOUT -> people.logout(context);
            case STREAM -> stream.join(context, gatekeeper.token(context));
            case OPENAPI -> views.openApi(context);
            case LIVE -> views.live(context);
            case READY -> views.ready(context);
            case METRICS -> views.metrics(context);
        }
    }
}

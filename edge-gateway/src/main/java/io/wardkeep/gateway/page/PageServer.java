package io.wardkeep.gateway.page;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.CommandRoutes;
import io.wardkeep.page.Endpoint;
import io.wardkeep.page.PageFeed;
import io.wardkeep.page.PageFiles;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.PageInbox;
import io.wardkeep.page.PageRouter;
import io.wardkeep.password.HashLoop;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * The ward page's server: one HTTP server on one event loop. Feed it through {@link #feed()}, from any thread, before
 * or after it starts.
 */
public final class PageServer {

    /** About two seconds of the curves of thirty beds. */
    private static final int WAVES_MAX = 512;

    private static final int IDLE_SECONDS_MAX = 60;
    private static final long BEAT_MILLIS = 2_000;

    private final PageConfig config;
    private final WardCommands commands;
    private final WardQueries queries;
    private final HashLoop hashing;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final PageInbox inbox = new PageInbox(WAVES_MAX);
    private final LongAdder slowClientsDropped = new LongAdder();

    /**
     * A server that does not listen yet.
     *
     * @param config where, for whom
     * @param commands what people decide goes there
     * @param queries what is asked beyond the feed comes from there
     * @param hashing checks PINs
     * @param clock the ward's
     * @param random cryptographically strong: session tokens come from it
     */
    public PageServer(
            PageConfig config,
            WardCommands commands,
            WardQueries queries,
            HashLoop hashing,
            InstantSource clock,
            RandomGenerator random) {
        this.config = config;
        this.commands = commands;
        this.queries = queries;
        this.hashing = hashing;
        this.clock = clock;
        this.random = random;
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
            EventStream stream = new EventStream(vertx, clock, inbox, slowClientsDropped);
            Sessions sessions = new Sessions(clock, random);
            PageGuard guard = new PageGuard(config.names(), false);
            Gatekeeper gatekeeper = new Gatekeeper(guard, sessions);
            ViewRoutes views = new ViewRoutes(queries, stream, clock);
            CommandRoutes decisions = new CommandRoutes(commands, ViewRoutes::bedId);
            SessionRoutes people = new SessionRoutes(config, sessions, commands, hashing, clock, random);
            Router router = PageRouter.of(
                    vertx,
                    guard,
                    gatekeeper::admit,
                    (request, endpoint) -> serve(endpoint, request, views, decisions, people, stream),
                    new PageFiles(config.resources()));
            vertx.setPeriodic(BEAT_MILLIS, _ -> stream.beat());
            inbox.wakeWith(() -> context.runOnContext(_ -> inbox.drain(stream)));
            closing = stream::closeAll;
            HttpServerOptions options =
                    new HttpServerOptions().setIdleTimeout(IDLE_SECONDS_MAX).setTcpNoDelay(true);
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
            case PORTS -> views.ports(context);
            case COMPLETENESS -> views.completeness(context);
            case AUDIT -> views.audit(context);
            case SESSION -> people.session(context);
            case LOGIN -> people.login(context);
            case LOGOUT -> people.logout(context);
            case STREAM -> stream.join(context);
            case OPENAPI -> views.openApi(context);
            case LIVE -> views.live(context);
            case READY -> views.ready(context);
            case METRICS -> views.metrics(context);
        }
    }
}

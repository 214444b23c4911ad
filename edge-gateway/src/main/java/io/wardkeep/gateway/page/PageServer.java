package io.wardkeep.gateway.page;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.wardkeep.password.HashLoop;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ward page's server: one HTTP server on one event loop. Feed it through {@link #feed()}, from any thread, before
 * or after it starts.
 */
public final class PageServer {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final int IDLE_SECONDS_MAX = 60;
    private static final long BEAT_MILLIS = 2_000;

    private final PageConfig config;
    private final WardCommands commands;
    private final WardQueries queries;
    private final HashLoop hashing;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final PageInbox inbox = new PageInbox();
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
    public WardFeed feed() {
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
            Router router = router(
                    new Gatekeeper(config.names(), sessions),
                    new ViewRoutes(queries, stream, clock),
                    new CommandRoutes(commands),
                    new SessionRoutes(config, sessions, commands, hashing, clock, random),
                    stream);
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

        private Router router(
                Gatekeeper gate, ViewRoutes views, CommandRoutes decisions, SessionRoutes people, EventStream stream) {
            Router router = Router.router(vertx);
            router.route().handler(gate::welcome);
            for (Endpoint endpoint : Endpoint.values()) {
                HttpMethod method = HttpMethod.valueOf(endpoint.method());
                // Two routes, so that nobody's body is read before the policy has spoken.
                router.route(method, endpoint.routePath()).handler(context -> gate.admit(context, endpoint));
                Route served = router.route(method, endpoint.routePath());
                if (endpoint.changesState()) {
                    served.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
                }
                served.handler(context -> serve(endpoint, context, views, decisions, people, stream));
            }
            router.get().handler(new PageFiles(config.resources())::send);
            router.route().failureHandler(PageServer::failed);
            router.errorHandler(404, context -> Replies.problem(context, 404, "there is no such address"));
            router.errorHandler(405, context -> Replies.problem(context, 405, "not by this method"));
            router.errorHandler(500, PageServer::failed);
            return router;
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

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof ProblemException problem) {
            Replies.problem(context, problem.status(), problem.detail());
        } else if (failure instanceof HttpException http) {
            Replies.problem(context, http.getStatusCode(), "the request cannot be served");
        } else if (failure == null) {
            Replies.problem(context, Math.max(400, context.statusCode()), "the request cannot be served");
        } else {
            // The path may name a bed, never a patient.
            LOG.atError().setCause(failure).log("page request failed: {}", context.normalizedPath());
            Replies.problem(context, 500, "something went wrong here; it is in the log");
        }
    }
}

package io.wardkeep.page;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of a page: guard, endpoints, files, and what happens when something fails. */
public final class PageRouter {

    private static final Logger LOG = LoggerFactory.getLogger(PageRouter.class);
    private static final int BODY_BYTES_MAX = 64 * 1024;

    private PageRouter() {}

    /** What happens to a request of an endpoint. */
    @FunctionalInterface
    public interface Step {
        /** Answers it, or lets it go on. */
        void take(RoutingContext context, Endpoint endpoint);
    }

    /**
     * A router.
     *
     * @param vertx whose event loop it is used on
     * @param guard before everything
     * @param admit before each endpoint: lets a request go on, or answers it
     * @param serve answers what was let in
     * @param files for every other GET
     */
    public static Router of(Vertx vertx, PageGuard guard, Step admit, Step serve, PageFiles files) {
        Router router = Router.router(vertx);
        router.route().handler(guard::welcome);
        for (Endpoint endpoint : Endpoint.values()) {
            HttpMethod method = HttpMethod.valueOf(endpoint.method());
            // Two routes, so that nobody's body is read before the policy has spoken.
            router.route(method, endpoint.routePath()).handler(context -> admit.take(context, endpoint));
            Route served = router.route(method, endpoint.routePath());
            if (endpoint.changesState()) {
                served.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
            }
            served.handler(context -> serve.take(context, endpoint));
        }
        router.get().handler(files::send);
        router.route().failureHandler(PageRouter::failed);
        router.errorHandler(404, context -> Replies.problem(context, 404, "there is no such address"));
        router.errorHandler(405, context -> Replies.problem(context, 405, "not by this method"));
        router.errorHandler(500, PageRouter::failed);
        return router;
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

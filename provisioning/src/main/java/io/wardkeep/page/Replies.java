package io.wardkeep.page;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.ward.view.ProblemView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** How answers leave: views as JSON, errors as {@code application/problem+json}. */
public final class Replies {

    /** How long an answer may take; a command that has not become durable by then is not reported as done. */
    private static final long ANSWER_SECONDS_MAX = 10;

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Log in first"),
            Map.entry(403, "Not allowed"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Something newer is there"),
            Map.entry(413, "Body too large"),
            Map.entry(421, "Not this host"),
            Map.entry(422, "Out of bounds"),
            Map.entry(429, "Too many tries"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Not available"));

    private Replies() {}

    /** A view, with 200. */
    public static void view(RoutingContext context, Object view) {
        view(context, 200, view);
    }

    /** A view with another status. */
    public static void view(RoutingContext context, int status, Object view) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(view));
    }

    /** A problem, unless an answer has left already; {@code detail} holds no patient data. */
    public static void problem(RoutingContext context, int status, String detail) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        ProblemView problem = new ProblemView("about:blank", TITLES.getOrDefault(status, "Error"), status, detail);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(problem));
    }

    /** Answers with what the stage gives, on the page's event loop. */
    public static <T> void answer(RoutingContext context, CompletionStage<T> stage, Consumer<T> then) {
        Future.fromCompletionStage(stage, context.vertx().getOrCreateContext())
                .timeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .onSuccess(then::accept)
                .onFailure(failure -> failed(context, failure));
    }

    /** Answers with a view, or 404 where there is none. */
    public static <T> void answerIfAny(RoutingContext context, String what, CompletionStage<Optional<T>> stage) {
        answer(
                context,
                stage,
                found -> found.ifPresentOrElse(
                        view -> view(context, view), () -> problem(context, 404, "there is no such " + what)));
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (failure instanceof TimeoutException) {
            problem(context, 503, "no answer in " + ANSWER_SECONDS_MAX + " s; it may still happen");
        } else {
            context.fail(failure);
        }
    }
}

package io.wardkeep.gateway.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.Health;
import io.wardkeep.page.ProblemException;
import io.wardkeep.page.Replies;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.view.BedView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** What people look at. */
final class ViewRoutes {

    private static final long HISTORY_MILLIS = 6 * 3_600_000L;
    private static final int POINTS = 600;
    private static final int POINTS_MAX = 5_000;
    private static final int AUDIT = 200;
    private static final int AUDIT_MAX = 2_000;

    private final WardQueries queries;
    private final EventStream stream;
    private final InstantSource clock;
    private final Buffer openApi;

    ViewRoutes(WardQueries queries, EventStream stream, InstantSource clock) {
        this.queries = queries;
        this.stream = stream;
        this.clock = clock;
        openApi = readOpenApi();
    }

    void beds(RoutingContext context) {
        Replies.view(context, stream.beds());
    }

    void bed(RoutingContext context) {
        Replies.answerIfAny(context, "bed", queries.bed(bedId(context)));
    }

    void observations(RoutingContext context) {
        long until = number(context, "to", clock.millis(), 0, Long.MAX_VALUE);
        long from = number(context, "from", Math.max(0, until - HISTORY_MILLIS), 0, Long.MAX_VALUE);
        if (from >= until) {
            throw ProblemException.badRequest("\"from\" must be before \"to\"");
        }
        int code = (int) number(context, "code", -1, 1, Integer.MAX_VALUE);
        int points = (int) Math.min(number(context, "points", POINTS, 1, Integer.MAX_VALUE), POINTS_MAX);
        Replies.answerIfAny(context, "bed", queries.history(bedId(context), code, from, until, points));
    }

    void limits(RoutingContext context) {
        Replies.answerIfAny(context, "bed", queries.limits(bedId(context)));
    }

    void assignment(RoutingContext context) {
        Replies.answerIfAny(context, "bed", queries.assignment(bedId(context)));
    }

    void alerts(RoutingContext context) {
        String history = context.request().getParam("history", "false");
        switch (history) {
            case "false" -> Replies.view(context, stream.alerts());
            case "true" -> Replies.answer(context, queries.pastAlerts(), view -> Replies.view(context, view));
            default -> throw ProblemException.badRequest("\"history\" must be true or false");
        }
    }

    void conflicts(RoutingContext context) {
        Replies.view(context, stream.conflicts());
    }

    void gateways(RoutingContext context) {
        Replies.view(context, stream.gateways());
    }

    void ports(RoutingContext context) {
        Replies.view(context, queries.ports());
    }

    void completeness(RoutingContext context) {
        Replies.answer(context, queries.completeness(), view -> Replies.view(context, view));
    }

    void audit(RoutingContext context) {
        int limit = (int) Math.min(number(context, "limit", AUDIT, 1, Integer.MAX_VALUE), AUDIT_MAX);
        Replies.answer(context, queries.audit(limit), view -> Replies.view(context, view));
    }

    void live(RoutingContext context) {
        health(context, queries.live());
    }

    void ready(RoutingContext context) {
        health(context, queries.ready());
    }

    void metrics(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(queries.metrics());
    }

    void openApi(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/yaml")
                .putHeader("Cache-Control", "no-cache")
                .end(openApi);
    }

    static BedId bedId(RoutingContext context) {
        String name = context.pathParam("bed");
        if (name == null) {
            throw ProblemException.notFound("bed");
        }
        try {
            return new BedId(name);
        } catch (IllegalArgumentException notABed) {
            throw ProblemException.notFound("bed");
        }
    }

    /** Only what was looked at and found well is a 200. */
    private static void health(RoutingContext context, Health health) {
        Replies.view(context, health.status() == Health.Status.OK ? 200 : 503, health);
    }

    private static long number(RoutingContext context, String name, long absent, long min, long max) {
        String text = context.request().getParam(name);
        if (text == null && absent >= 0) {
            return absent;
        }
        try {
            long number = text == null ? -1 : Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
            throw ProblemException.badRequest("\"" + name + "\" is missing or out of range");
        } catch (NumberFormatException notANumber) {
            throw ProblemException.badRequest("\"" + name + "\" must be a whole number", notANumber);
        }
    }

    private static Buffer readOpenApi() {
        try (InputStream stream = BedView.class.getResourceAsStream("openapi.yaml")) {
            if (stream == null) {
                throw new IllegalStateException("openapi.yaml is not beside the views");
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read openapi.yaml", broken);
        }
    }
}

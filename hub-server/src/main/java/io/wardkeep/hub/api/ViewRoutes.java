package io.wardkeep.hub.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.hub.api.HubCommands.AuditNote;
import io.wardkeep.page.Health;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.Person;
import io.wardkeep.page.ProblemException;
import io.wardkeep.page.Replies;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.CompletenessView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** What people look at. */
final class ViewRoutes {

    private static final long HISTORY_MILLIS = 6 * 3_600_000L;
    private static final int POINTS = 600;
    private static final int POINTS_MAX = 5_000;
    private static final int AUDIT = 200;
    private static final int AUDIT_MAX = 2_000;

    private final HubQueries queries;
    private final HubCommands commands;
    private final EventStream stream;
    private final Gatekeeper gatekeeper;
    private final InstantSource clock;
    private final BedLooks looks;
    private final Buffer openApi;

    ViewRoutes(
            HubQueries queries, HubCommands commands, EventStream stream, Gatekeeper gatekeeper, InstantSource clock) {
        this.queries = queries;
        this.commands = commands;
        this.stream = stream;
        this.gatekeeper = gatekeeper;
        this.clock = clock;
        looks = new BedLooks(clock);
        openApi = readOpenApi();
    }

    void beds(RoutingContext context) {
        Replies.view(context, stream.beds(PageGuard.person(context)));
    }

    void bed(RoutingContext context) {
        Replies.answerIfAny(context, "bed", queries.bed(bedViewed(context)));
    }

    void observations(RoutingContext context) {
        BedId bed = bedViewed(context);
        long until = number(context, "to", clock.millis(), 0, Long.MAX_VALUE);
        long from = number(context, "from", Math.max(0, until - HISTORY_MILLIS), 0, Long.MAX_VALUE);
        if (from >= until) {
            throw ProblemException.badRequest("\"from\" must be before \"to\"");
        }
        int code = (int) number(context, "code", -1, 1, Integer.MAX_VALUE);
        int points = (int) Math.min(number(context, "points", POINTS, 1, Integer.MAX_VALUE), POINTS_MAX);
        Replies.answerIfAny(context, "bed", queries.history(bed, code, from, until, points));
    }

    void limits(RoutingContext context) {
        Replies.answerIfAny(context, "bed", queries.limits(bedViewed(context)));
    }

    void assignment(RoutingContext context) {
        Replies.answerIfAny(context, "bed", queries.assignment(bedViewed(context)));
    }

    void alerts(RoutingContext context) {
        Person person = PageGuard.person(context);
        String history = context.request().getParam("history", "false");
        switch (history) {
            case "false" -> Replies.view(context, stream.alerts(person));
            case "true" ->
                Replies.answer(
                        context, queries.pastAlerts(), all -> Replies.view(context, stream.visible(person, all)));
            default -> throw ProblemException.badRequest("\"history\" must be true or false");
        }
    }

    void conflicts(RoutingContext context) {
        Replies.view(context, stream.conflicts(PageGuard.person(context)));
    }

    void gateways(RoutingContext context) {
        Replies.view(context, stream.gateways(PageGuard.person(context)));
    }

    void completeness(RoutingContext context) {
        Person person = PageGuard.person(context);
        Replies.answer(
                context,
                queries.completeness(),
                all -> Replies.view(
                        context,
                        CompletenessView.of(all.streams().stream()
                                .filter(each -> person.sees(each.shard().split("/", 2)[0]))
                                .toList())));
    }

    void audit(RoutingContext context) {
        int limit = (int) Math.min(number(context, "limit", AUDIT, 1, Integer.MAX_VALUE), AUDIT_MAX);
        Replies.answer(
                context, queries.audit(PageGuard.person(context).wards(), limit), view -> Replies.view(context, view));
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

    /** The bed of the path, and the look at it is in the audit. */
    private BedId bedViewed(RoutingContext context) {
        BedId bed = bedSeen(context);
        Person person = PageGuard.person(context);
        String ward = stream.wardOf(bed).orElse("");
        if (looks.isNews(gatekeeper.token(context).orElse(""), ward, bed.name())) {
            commands.audit(new AuditNote(ward, person.name(), person.role(), "viewed bed", bed.name()));
        }
        return bed;
    }

    /** The bed of the path; one in a ward that the person may not see does not exist. */
    BedId bedSeen(RoutingContext context) {
        String name = context.pathParam("bed");
        if (name == null) {
            throw ProblemException.notFound("bed");
        }
        try {
            BedId bed = new BedId(name);
            if (stream.wardOf(bed).filter(PageGuard.person(context)::sees).isEmpty()) {
                throw ProblemException.notFound("bed");
            }
            return bed;
        } catch (IllegalArgumentException notABed) {
            throw ProblemException.notFound("bed");
        }
    }

    /** Only what was looked at and found well is a 200. */
    private static void health(RoutingContext context, CompletionStage<Health> stage) {
        Replies.answer(
                context,
                stage,
                health -> Replies.view(context, health.status() == Health.Status.OK ? 200 : 503, health));
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

package io.wardkeep.page;

import io.vertx.ext.web.RoutingContext;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.record.LimitsChange;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What people decide, from request to {@link Decisions} and back. A 200 means that it is durable. */
public final class CommandRoutes {

    private final Decisions decisions;
    private final Function<RoutingContext, BedId> bed;

    /**
     * Routes.
     *
     * @param decisions where decisions go
     * @param bed the bed of a request's path, which the person may see; throws {@link ProblemException} otherwise
     */
    public CommandRoutes(Decisions decisions, Function<RoutingContext, BedId> bed) {
        this.decisions = decisions;
        this.bed = bed;
    }

    /** {@link Endpoint#ACKNOWLEDGE}. */
    public void acknowledge(RoutingContext context) {
        long epoch = Body.of(context).epoch();
        decide(context, new AlertCommand.Acknowledge(episode(context), epoch, PageGuard.person(context)));
    }

    /** {@link Endpoint#PAUSE}. */
    public void pause(RoutingContext context) {
        Body body = Body.of(context);
        decide(
                context,
                new AlertCommand.Pause(episode(context), body.epoch(), PageGuard.person(context), body.pauseSeconds()));
    }

    /** {@link Endpoint#ACCEPT}. */
    public void accept(RoutingContext context) {
        long epoch = Body.of(context).epoch();
        decide(context, new AlertCommand.Accept(episode(context), epoch, PageGuard.person(context)));
    }

    /** {@link Endpoint#REJECT}. */
    public void reject(RoutingContext context) {
        long epoch = Body.of(context).epoch();
        decide(context, new AlertCommand.Reject(episode(context), epoch, PageGuard.person(context)));
    }

    /** {@link Endpoint#SET_LIMITS}. */
    public void setLimits(RoutingContext context) {
        Body body = Body.of(context);
        SetLimits command = new SetLimits(
                bed.apply(context),
                body.code(),
                new LimitsChange(
                        body.limit("low"),
                        body.limit("high"),
                        body.delay("delayMillis"),
                        body.delay("holdMillis"),
                        body.priority(),
                        body.enabled()),
                body.seen(),
                PageGuard.person(context));
        reply(context, decisions.setLimits(command));
    }

    /** {@link Endpoint#ASSIGN}. */
    public void assign(RoutingContext context) {
        Body body = Body.of(context);
        AssignBed command = new AssignBed(bed.apply(context), body.patient(), body.seen(), PageGuard.person(context));
        reply(context, decisions.assign(command));
    }

    private void decide(RoutingContext context, AlertCommand command) {
        reply(context, decisions.decide(command));
    }

    private static String episode(RoutingContext context) {
        String episode = context.pathParam("episode");
        if (episode == null) {
            throw ProblemException.notFound("alert");
        }
        return episode;
    }

    private static <T> void reply(RoutingContext context, CompletionStage<CommandOutcome<T>> stage) {
        Replies.answer(context, stage, outcome -> {
            switch (outcome) {
                case CommandOutcome.Done<T>(T view) -> Replies.view(context, view);
                case CommandOutcome.Refused<T>(CommandOutcome.Refusal reason, String detail) ->
                    Replies.problem(context, reason.status(), detail);
            }
        });
    }
}

package io.wardkeep.gateway.page;

import io.vertx.ext.web.RoutingContext;
import io.wardkeep.ward.record.LimitsChange;
import java.util.concurrent.CompletionStage;

/** What people decide, from request to {@link WardCommands} and back. A 200 means that it is durable. */
final class CommandRoutes {

    private final WardCommands commands;

    CommandRoutes(WardCommands commands) {
        this.commands = commands;
    }

    void acknowledge(RoutingContext context) {
        long epoch = Body.of(context).epoch();
        decide(context, new AlertCommand.Acknowledge(episode(context), epoch, Gatekeeper.person(context)));
    }

    void pause(RoutingContext context) {
        Body body = Body.of(context);
        decide(
                context,
                new AlertCommand.Pause(
                        episode(context), body.epoch(), Gatekeeper.person(context), body.pauseSeconds()));
    }

    void accept(RoutingContext context) {
        long epoch = Body.of(context).epoch();
        decide(context, new AlertCommand.Accept(episode(context), epoch, Gatekeeper.person(context)));
    }

    void reject(RoutingContext context) {
        long epoch = Body.of(context).epoch();
        decide(context, new AlertCommand.Reject(episode(context), epoch, Gatekeeper.person(context)));
    }

    void setLimits(RoutingContext context) {
        Body body = Body.of(context);
        SetLimits command = new SetLimits(
                ViewRoutes.bedId(context),
                body.code(),
                new LimitsChange(
                        body.limit("low"),
                        body.limit("high"),
                        body.delay("delayMillis"),
                        body.delay("holdMillis"),
                        body.priority(),
                        body.enabled()),
                body.seen(),
                Gatekeeper.person(context));
        reply(context, commands.setLimits(command));
    }

    void assign(RoutingContext context) {
        Body body = Body.of(context);
        AssignBed command =
                new AssignBed(ViewRoutes.bedId(context), body.patient(), body.seen(), Gatekeeper.person(context));
        reply(context, commands.assign(command));
    }

    private void decide(RoutingContext context, AlertCommand command) {
        reply(context, commands.decide(command));
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

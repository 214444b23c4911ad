package io.wardkeep.hub.api;

import io.vertx.ext.web.RoutingContext;
import io.wardkeep.hub.api.HubCommands.AuditNote;
import io.wardkeep.page.Body;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.Person;
import io.wardkeep.page.Replies;
import io.wardkeep.ward.view.SessionView;
import java.util.List;

/** Logging in, asking who is, logging out. */
final class SessionRoutes {

    private final Gatekeeper gatekeeper;
    private final Gate gate;
    private final HubCommands commands;

    SessionRoutes(Gatekeeper gatekeeper, Gate gate, HubCommands commands) {
        this.gatekeeper = gatekeeper;
        this.gate = gate;
        this.commands = commands;
    }

    void session(RoutingContext context) {
        Replies.view(context, view(PageGuard.person(context)));
    }

    void login(RoutingContext context) {
        Body body = Body.of(context);
        String user = body.requiredText("user");
        char[] password = body.secret().toCharArray();
        String address = context.request().remoteAddress().hostAddress();
        Replies.answer(context, gate.login(user, password, String.valueOf(address)), login -> {
            switch (login) {
                case Gate.Login.Welcome(String token, Person person, long seconds) -> {
                    gatekeeper.token(context).ifPresent(gate::logout);
                    gatekeeper.setCookie(context, token, seconds);
                    note(person, "logged in");
                    Replies.view(context, view(person));
                }
                case Gate.Login.Refused() -> {
                    // What was typed is not written down: people type passwords into the wrong field.
                    commands.audit(new AuditNote("", "somebody", "none", "login refused", ""));
                    Replies.problem(context, 401, "user or password is wrong");
                }
                case Gate.Login.Wait(long seconds) -> {
                    context.response().putHeader("Retry-After", Long.toString(seconds));
                    Replies.problem(context, 429, "too many wrong tries; wait " + seconds + " s");
                }
                case Gate.Login.Busy() -> {
                    context.response().putHeader("Retry-After", "1");
                    Replies.problem(context, 503, "too many logins at once");
                }
            }
        });
    }

    void logout(RoutingContext context) {
        gatekeeper.token(context).ifPresent(gate::logout);
        note(PageGuard.person(context), "logged out");
        gatekeeper.setCookie(context, "", 0);
        context.response()
                .setStatusCode(204)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    private void note(Person person, String what) {
        commands.audit(new AuditNote("", person.name(), person.role(), what, ""));
    }

    private static SessionView view(Person person) {
        return new SessionView(person.user(), person.name(), person.role(), List.copyOf(person.wards()));
    }
}

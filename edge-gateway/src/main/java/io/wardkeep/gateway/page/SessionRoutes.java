package io.wardkeep.gateway.page;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.Body;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.Person;
import io.wardkeep.page.Replies;
import io.wardkeep.password.HashLoop;
import io.wardkeep.password.PasswordHash;
import io.wardkeep.ward.view.SessionView;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Logging in, asking who is, logging out. A wrong PIN and an unknown user look the same from outside, in words and in
 * time. Wrong tries slow a user's logins down; nobody's view of the ward depends on them.
 */
final class SessionRoutes {

    /** Wrong tries in a row before a user has to wait. */
    static final int WRONG_TRIES_MAX = 5;

    /** How long a user has to wait then. */
    static final long WAIT_MILLIS = 30_000;

    private final PageConfig config;
    private final Sessions sessions;
    private final WardCommands commands;
    private final HashLoop hashing;
    private final InstantSource clock;
    private final PasswordHash nobody;
    private final Map<String, Tries> tries = new HashMap<>();

    SessionRoutes(
            PageConfig config,
            Sessions sessions,
            WardCommands commands,
            HashLoop hashing,
            InstantSource clock,
            RandomGenerator random) {
        this.config = config;
        this.sessions = sessions;
        this.commands = commands;
        this.hashing = hashing;
        this.clock = clock;
        nobody = PasswordHash.decoy(random);
    }

    void session(RoutingContext context) {
        Replies.view(context, view(PageGuard.person(context)));
    }

    void login(RoutingContext context) {
        Body body = Body.of(context);
        String user = body.requiredText("user");
        char[] pin = body.secret().toCharArray();
        Optional<StaffMember> member =
                config.staff().stream().filter(each -> each.user().equals(user)).findFirst();
        if (member.isPresent() && mustWait(user)) {
            context.response().putHeader("Retry-After", Long.toString(WAIT_MILLIS / 1000));
            Replies.problem(context, 429, "too many wrong tries; wait half a minute");
            return;
        }
        PasswordHash hash = member.map(StaffMember::hash).orElse(nobody);
        Context eventLoop = context.vertx().getOrCreateContext();
        hashing.checkOrRefuse(hash, pin, answer -> eventLoop.runOnContext(_ -> end(context, member, answer)));
    }

    private void end(RoutingContext context, Optional<StaffMember> member, HashLoop.Answer answer) {
        switch (answer) {
            case RIGHT -> member.ifPresentOrElse(known -> welcome(context, known), () -> refuse(context, member));
            case WRONG -> refuse(context, member);
            case TOO_BUSY -> {
                context.response().putHeader("Retry-After", "1");
                Replies.problem(context, 503, "too many logins at once");
            }
        }
    }

    void logout(RoutingContext context) {
        Person person = PageGuard.person(context);
        Gatekeeper.token(context).ifPresent(sessions::close);
        commands.audit(person.name(), person.role(), "logout");
        setCookie(context, "", 0);
        context.response()
                .setStatusCode(204)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    private void welcome(RoutingContext context, StaffMember member) {
        tries.remove(member.user());
        Gatekeeper.token(context).ifPresent(sessions::close);
        setCookie(context, sessions.open(member.person(config.ward())), Sessions.AGE_MILLIS_MAX / 1000);
        commands.audit(member.name(), member.role().word(), "login");
        Replies.view(context, view(member.person(config.ward())));
    }

    private void refuse(RoutingContext context, Optional<StaffMember> member) {
        // Names that are not of the staff list are not written down: people type PINs into the wrong field.
        commands.audit(member.map(StaffMember::user).orElse("unknown"), "none", "login refused");
        member.ifPresent(known -> {
            Tries wrong = tries.computeIfAbsent(known.user(), _ -> new Tries());
            wrong.count++;
            wrong.lastMillis = clock.millis();
        });
        Replies.problem(context, 401, "user or PIN is wrong");
    }

    private boolean mustWait(String user) {
        @Nullable Tries wrong = tries.get(user);
        return wrong != null && wrong.count >= WRONG_TRIES_MAX && clock.millis() - wrong.lastMillis < WAIT_MILLIS;
    }

    private SessionView view(Person person) {
        return new SessionView(person.user(), person.name(), person.role(), List.of(config.ward()));
    }

    private static void setCookie(RoutingContext context, String token, long seconds) {
        String secure = context.request().isSSL() ? "; Secure" : "";
        context.response()
                .putHeader(
                        "Set-Cookie",
                        Gatekeeper.COOKIE + "=" + token + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                                + secure);
    }

    private static final class Tries {
        private int count;
        private long lastMillis;
    }
}

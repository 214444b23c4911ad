package io.wardkeep.gateway.page;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.Endpoint;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.Person;
import io.wardkeep.page.Replies;
import java.util.Optional;

/** Stands before every endpoint: origin, session, policy. */
final class Gatekeeper {

    static final String COOKIE = "wardkeep-session";

    private final PageGuard guard;
    private final Sessions sessions;

    Gatekeeper(PageGuard guard, Sessions sessions) {
        this.guard = guard;
        this.sessions = sessions;
    }

    /** Before an endpoint: origin, session, policy. */
    void admit(RoutingContext context, Endpoint endpoint) {
        if (!guard.comesFromHere(context, endpoint)) {
            return;
        }
        Optional<Person> person = token(context).flatMap(sessions::find);
        switch (Policy.judge(endpoint, person.flatMap(known -> Role.of(known.role())))) {
            case NEEDS_LOGIN -> Replies.problem(context, 401, "this needs a person: log in");
            case FORBIDDEN -> Replies.problem(context, 403, "your role may not do this");
            case ALLOWED -> {
                person.ifPresent(known -> PageGuard.identify(context, known));
                if (endpoint.changesState()) {
                    token(context).ifPresent(sessions::acted);
                }
                context.next();
            }
        }
    }

    static Optional<String> token(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
    }
}

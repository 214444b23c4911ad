package io.wardkeep.hub.api;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.Endpoint;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.Person;
import io.wardkeep.page.Replies;
import java.net.InetAddress;
import java.util.Optional;

/** Stands before every endpoint: origin, session, policy; and keeps the cookie. */
final class Gatekeeper {

    private final PageGuard guard;
    private final boolean tls;
    private final Gate gate;

    Gatekeeper(PageGuard guard, boolean tls, Gate gate) {
        this.guard = guard;
        this.tls = tls;
        this.gate = gate;
    }

    /** Before an endpoint: origin, session, policy. */
    void admit(RoutingContext context, Endpoint endpoint) {
        if (!guard.comesFromHere(context, endpoint)) {
            return;
        }
        switch (gate.judge(endpoint, token(context), local(context.request()))) {
            case Gate.Ruling.NeedsLogin() -> Replies.problem(context, 401, "log in first");
            case Gate.Ruling.Forbidden(var _) -> Replies.problem(context, 403, "your role may not do this");
            case Gate.Ruling.Allowed(Optional<Person> person) -> {
                person.ifPresent(known -> PageGuard.identify(context, known));
                context.next();
            }
        }
    }

    Optional<String> token(RoutingContext context) {
        Cookie cookie = context.request().getCookie(cookieName());
        return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
    }

    /** The prefix makes browsers refuse the cookie from anybody but this very host over TLS. */
    private String cookieName() {
        return tls ? "__Host-wardkeep" : "wardkeep";
    }

    void setCookie(RoutingContext context, String token, long seconds) {
        context.response()
                .putHeader(
                        "Set-Cookie",
                        cookieName() + "=" + token + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                                + (tls ? "; Secure" : ""));
    }

    private static boolean local(HttpServerRequest request) {
        String address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
    }
}

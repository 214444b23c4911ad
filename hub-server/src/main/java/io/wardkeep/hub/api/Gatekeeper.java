package io.wardkeep.hub.api;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route: security headers, the host by which the console may be called (a foreign name that
 * resolves to this machine is how a web site would read a hospital), the origin of what changes state, the session, the
 * policy.
 */
final class Gatekeeper {

    private static final String PERSON = "person";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    private final Set<String> names;
    private final boolean tls;
    private final Gate gate;

    Gatekeeper(ConsoleConfig config, Gate gate) {
        names = config.names();
        tls = config.tls().isPresent();
        this.gate = gate;
    }

    /** First of all routes: headers on everything, and the right host. */
    void welcome(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", CONTENT_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (tls) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        HostAndPort authority = context.request().authority();
        if (authority == null || !knownHost(authority.host())) {
            Replies.problem(context, 421, "the console is not called by that host name; see console.names");
            return;
        }
        context.next();
    }

    /** Before an endpoint: origin, session, policy. */
    void admit(RoutingContext context, Endpoint endpoint) {
        HttpServerRequest request = context.request();
        if ((endpoint.changesState() || endpoint == Endpoint.STREAM) && !sameOrigin(request)) {
            Replies.problem(context, 403, "the request comes from another site");
            return;
        }
        switch (gate.judge(endpoint, token(context), local(request))) {
            case Gate.Ruling.NeedsLogin() -> Replies.problem(context, 401, "log in first");
            case Gate.Ruling.Forbidden(var _) -> Replies.problem(context, 403, "your role may not do this");
            case Gate.Ruling.Allowed(Optional<Person> person) -> {
                person.ifPresent(known -> context.put(PERSON, known));
                context.next();
            }
        }
    }

    /** Who acts; only on endpoints that the policy gives to persons alone. */
    static Person person(RoutingContext context) {
        @Nullable Person person = context.get(PERSON);
        if (person == null) {
            throw new IllegalStateException("an endpoint acts without a person");
        }
        return person;
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

    private boolean knownHost(String host) {
        return host.equals("localhost") || IPV4.matcher(host).matches() || host.contains(":") || names.contains(host);
    }

    private static boolean sameOrigin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            String site = request.getHeader("Sec-Fetch-Site");
            return site == null || site.equals("same-origin") || site.equals("none");
        }
        HostAndPort authority = request.authority();
        if (authority == null) {
            return false;
        }
        try {
            URI uri = new URI(origin);
            int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
            int own = authority.port() >= 0 ? authority.port() : request.isSSL() ? 443 : 80;
            return authority.host().equals(uri.getHost()) && port == own;
        } catch (URISyntaxException notAnOrigin) {
            return false;
        }
    }
}

package io.wardkeep.gateway.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route: security headers, the host by which the page may be called (a foreign name that resolves
 * to this box is how a web site would read a ward), the origin of what changes state, the session, the policy.
 */
final class Gatekeeper {

    static final String COOKIE = "wardkeep-session";

    private static final String PERSON = "person";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    private final Set<String> names;
    private final Sessions sessions;

    Gatekeeper(Set<String> names, Sessions sessions) {
        this.names = names;
        this.sessions = sessions;
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
        HostAndPort authority = context.request().authority();
        if (authority == null || !knownHost(authority.host())) {
            Replies.problem(context, 421, "this page is not called by that host name; see page.names");
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
        Optional<Person> person = token(context).flatMap(sessions::find);
        switch (Policy.judge(endpoint, person.map(Person::role))) {
            case NEEDS_LOGIN -> Replies.problem(context, 401, "this needs a person: log in");
            case FORBIDDEN -> Replies.problem(context, 403, "your role may not do this");
            case ALLOWED -> {
                person.ifPresent(known -> context.put(PERSON, known));
                if (endpoint.changesState()) {
                    token(context).ifPresent(sessions::acted);
                }
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

    static Optional<String> token(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
    }

    private boolean knownHost(String host) {
        return host.equals("localhost") || IPV4.matcher(host).matches() || host.contains(":") || names.contains(host);
    }

    /**
     * A browser says where a changing request comes from; it must be this page. What says nothing at all is no browser,
     * and then there is no cookie of somebody else to misuse.
     */
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

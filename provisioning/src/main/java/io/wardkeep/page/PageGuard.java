package io.wardkeep.page;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every request meets first: security headers, the host by which a page may be called (a foreign name that
 * resolves to this machine is how a web site would read a hospital), and the origin of what changes state.
 */
public final class PageGuard {

    private static final String PERSON = "person";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    private final Set<String> names;
    private final boolean tls;

    /**
     * A guard.
     *
     * @param names host names by which the page may be called, besides {@code localhost} and numeric addresses
     * @param tls is the page served over TLS only?
     */
    public PageGuard(Set<String> names, boolean tls) {
        this.names = Set.copyOf(names);
        this.tls = tls;
    }

    /** Headers on everything, and the right host. */
    public void welcome(RoutingContext context) {
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
            Replies.problem(context, 421, "this page is not called by that host name; name it in the configuration");
            return;
        }
        context.next();
    }

    /** Does a request that changes something, or listens, come from this very page? Answers with 403 if not. */
    public boolean comesFromHere(RoutingContext context, Endpoint endpoint) {
        boolean asks = endpoint.changesState() || endpoint == Endpoint.STREAM;
        if (asks && !sameOrigin(context.request())) {
            Replies.problem(context, 403, "the request comes from another site");
            return false;
        }
        return true;
    }

    /** From now on the request is this person's. */
    public static void identify(RoutingContext context, Person person) {
        context.put(PERSON, person);
    }

    /** Who acts; only on endpoints that are for persons alone. */
    public static Person person(RoutingContext context) {
        @Nullable Person person = context.get(PERSON);
        if (person == null) {
            throw new IllegalStateException("an endpoint acts without a person");
        }
        return person;
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

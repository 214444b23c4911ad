package io.wardkeep.hub.enrolment;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.wardkeep.authority.Enrolment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Listens for boxes that want a certificate. Needs no client certificate for the first one, and the old one for
 * renewal.
 */
public final class EnrolmentServer {

    private static final String EST = "/.well-known/est/";
    private static final int REQUEST_BYTES_MAX = 16 * 1024;
    private static final int NO_CONTENT_TYPE = 415;

    private final Vertx vertx;
    private final Enrolment enrolment;
    private final EnrolmentAudit audit;
    private final InstantSource clock;
    private final HttpServer server;

    /**
     * Prepares a server; {@link #listen} opens it.
     *
     * @param vertx where it runs
     * @param shown what the hub shows in each handshake
     * @param trusted whom it lets through one
     * @param enrolment decides
     * @param audit told what was decided
     * @param clock the hub's
     */
    public EnrolmentServer(
            Vertx vertx,
            X509KeyManager shown,
            X509TrustManager trusted,
            Enrolment enrolment,
            EnrolmentAudit audit,
            InstantSource clock) {
        this.vertx = vertx;
        this.enrolment = enrolment;
        this.audit = audit;
        this.clock = clock;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                        .setKeyCertOptions(KeyCertOptions.wrap(shown))
                        .setTrustOptions(TrustOptions.wrap(trusted))
                        .setClientAuth(ClientAuth.REQUEST)
                        .setMaxHeaderSize(8 * 1024))
                .requestHandler(this::handle);
    }

    /** Opens the port; 0 takes a free one. Completes with the port. */
    public Future<Integer> listen(String host, int port) {
        return server.listen(SocketAddress.inetSocketAddress(port, host)).map(HttpServer::actualPort);
    }

    /** Closes the port. */
    public Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        String operation = path.startsWith(EST) ? path.substring(EST.length()) : "";
        switch (operation) {
            case "cacerts" -> {
                if (request.method().equals(HttpMethod.GET)) {
                    decide(request, "", () -> Answer.certificates(enrolment.caCertificates()));
                } else {
                    refuse(request, new Answer(405, "GET only"));
                }
            }
            case "simpleenroll", "simplereenroll" -> readThenDecide(request, operation);
            default -> refuse(request, new Answer(404, "there is /cacerts, /simpleenroll and /simplereenroll"));
        }
    }

    private void readThenDecide(HttpServerRequest request, String operation) {
        if (!request.method().equals(HttpMethod.POST)
                || !String.valueOf(request.getHeader("Content-Type")).startsWith("application/pkcs10")) {
            refuse(request, new Answer(NO_CONTENT_TYPE, "POST application/pkcs10"));
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > REQUEST_BYTES_MAX) {
                request.connection().close();
            }
        });
        request.endHandler(ended -> decide(request, operation, () -> {
            Optional<byte[]> der = base64(body.getBytes());
            if (der.isEmpty()) {
                return new Answer(400, "the body is not base64");
            }
            return operation.equals("simpleenroll") ? enrol(request, der.get()) : renew(request, der.get());
        }));
    }

    private Answer enrol(HttpServerRequest request, byte[] der) throws IOException, GeneralSecurityException {
        Optional<String> token = token(request);
        if (token.isEmpty()) {
            return new Answer(401, "send the box's name and its token as HTTP Basic");
        }
        return answer(request, "enrolled", enrolment.enrol(der, token.get(), clock.instant()));
    }

    private Answer renew(HttpServerRequest request, byte[] der) throws GeneralSecurityException {
        return answer(request, "renewed", enrolment.renew(der, peer(request.sslSession()), clock.instant()));
    }

    private Answer answer(HttpServerRequest request, String done, Enrolment.Outcome outcome)
            throws GeneralSecurityException {
        return switch (outcome) {
            case Enrolment.Outcome.Issued issued -> {
                audit.issued(done, issued.name());
                yield Answer.certificates(Enrolment.pkcs7(issued.certificates()));
            }
            case Enrolment.Outcome.Refused refused -> {
                audit.denied("refused", request.remoteAddress().hostAddress(), refused.message());
                yield new Answer(403, refused.message());
            }
        };
    }

    private void decide(HttpServerRequest request, String operation, java.util.concurrent.Callable<Answer> decision) {
        vertx.executeBlocking(decision)
                .onSuccess(answer -> send(request, answer))
                .onFailure(failure -> {
                    audit.denied("failed", operation, String.valueOf(failure.getMessage()));
                    send(request, new Answer(500, "the authority failed; the hub's log says why"));
                });
    }

    private static void refuse(HttpServerRequest request, Answer answer) {
        request.endHandler(ended -> send(request, answer));
    }

    private static void send(HttpServerRequest request, Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader(
                        "Content-Type",
                        answer.status() == 200 ? "application/pkcs7-mime; smime-type=certs-only" : "text/plain")
                .end(answer.body());
    }

    private static Optional<byte[]> base64(byte[] text) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<String> token(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return Optional.empty();
        }
        return base64(header.substring("Basic ".length()).getBytes(StandardCharsets.US_ASCII))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(pair -> pair.indexOf(':') >= 0)
                .map(pair -> pair.substring(pair.indexOf(':') + 1));
    }

    private static List<X509Certificate> peer(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    /** What goes back: base64 certificates, or a sentence. */
    private record Answer(int status, String body) {

        static Answer certificates(byte[] pkcs7) {
            return new Answer(200, Base64.getMimeEncoder().encodeToString(pkcs7));
        }
    }
}

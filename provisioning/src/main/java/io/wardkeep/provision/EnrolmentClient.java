package io.wardkeep.provision;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.Enrolment;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.TrustAnchor;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The box's side of RFC 7030, over HTTPS. */
final class EnrolmentClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final URI hub;
    private final X509Certificate root;
    private final HttpClient client;

    private EnrolmentClient(URI hub, X509Certificate root, SSLContext tls) {
        this.hub = hub;
        this.root = root;
        this.client =
                HttpClient.newBuilder().sslContext(tls).connectTimeout(TIMEOUT).build();
    }

    /**
     * Finds the hub's root by the fingerprint that a person brought. Until then nobody is trusted and nothing secret is
     * sent: the first request only fetches certificates, and whatever lies about them fails the fingerprint. The token
     * then goes only to a hub under that root.
     */
    static EnrolmentClient firstContact(URI hub, String rootSha256)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpClient unauthenticated = HttpClient.newBuilder()
                .sslContext(context(new Anybody()))
                .connectTimeout(TIMEOUT)
                .build();
        byte[] pkcs7 = body(unauthenticated.send(
                HttpRequest.newBuilder(hub.resolve("/.well-known/est/cacerts"))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
        String wanted = rootSha256.replace(":", "").toLowerCase(Locale.ROOT);
        for (X509Certificate certificate : Enrolment.certificates(pkcs7)) {
            if (Authority.fingerprint(certificate).equals(wanted)) {
                return new EnrolmentClient(
                        hub,
                        certificate,
                        context(IdentityDirectory.trustingHub(new TrustAnchor(certificate), InstantSource.system())));
            }
        }
        throw new IOException("the hub at " + hub + " has another root than " + wanted
                + ": compare the fingerprint, and whether this is the right hub");
    }

    /** For a box that has an identity. */
    static EnrolmentClient of(URI hub, IdentityDirectory identity) {
        return new EnrolmentClient(hub, identity.anchor().root(), identity.sslContext(InstantSource.system()));
    }

    X509Certificate root() {
        return root;
    }

    List<X509Certificate> enrol(byte[] request, String name, String token)
            throws IOException, GeneralSecurityException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((name + ":" + token).getBytes(StandardCharsets.UTF_8));
        return post("/.well-known/est/simpleenroll", request, "Basic " + basic);
    }

    List<X509Certificate> renew(byte[] request) throws IOException, GeneralSecurityException, InterruptedException {
        return post("/.well-known/est/simplereenroll", request, "");
    }

    private List<X509Certificate> post(String path, byte[] request, String authorization)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/pkcs10")
                .header("Content-Transfer-Encoding", "base64")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Base64.getMimeEncoder().encodeToString(request)));
        if (!authorization.isEmpty()) {
            post.header("Authorization", authorization);
        }
        byte[] pkcs7 = body(client.send(post.build(), HttpResponse.BodyHandlers.ofByteArray()));
        return Enrolment.certificates(pkcs7).stream()
                .filter(certificate -> !certificate.equals(root))
                .sorted((left, right) -> Integer.compare(left.getBasicConstraints(), right.getBasicConstraints()))
                .toList();
    }

    private static byte[] body(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the hub answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return Base64.getMimeDecoder().decode(response.body());
    }

    private static SSLContext context(TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {trust}, new SecureRandom());
        return context;
    }

    /** Trusts anybody, for the one request whose answer is checked by its fingerprint. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

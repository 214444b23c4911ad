package io.wardkeep.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges whom a box calls while the handshake runs, before anything is sent to it: it must be of our authority and of
 * the wanted role, its certificate must be valid now, and the caller may have more to ask. Another box's certificate
 * under the same root does not pass for the hub, since whoever holds a stolen gateway's key could otherwise pose as it.
 * Host names are not compared. The exception's message is the verdict's reason, for the log of this side.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private final TrustAnchor anchor;
    private final Role role;
    private final InstantSource clock;
    private final PeerCheck check;

    ServerTrust(TrustAnchor anchor, Role role, InstantSource clock, PeerCheck check) {
        this.anchor = anchor;
        this.role = role;
        this.clock = clock;
        this.check = check;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {anchor.root()};
    }

    private void judge(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> shown = List.of(chain);
        // Who is shut out is known at the hub only: a box has no deny list.
        switch (anchor.judge(shown, role, clock.instant(), _ -> false)) {
            case Verdict.Accepted(var peer, var _) -> {
                Optional<String> refusal = check.refusal(peer, shown);
                if (refusal.isPresent()) {
                    throw refused(refusal.get());
                }
            }
            case Verdict.Refused(var reason, var message) -> throw refused(reason + ": " + message);
        }
    }

    private CertificateException refused(String why) {
        return new CertificateException("the " + role.name().toLowerCase(Locale.ROOT) + " is refused, " + why);
    }

    private static CertificateException noClients() {
        return new CertificateException("this side calls and takes no calls");
    }
}

package io.wardkeep.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges the hub while the handshake runs, before anything is sent to it: it must be a hub of our authority, and its
 * certificate must be valid now. Another box's certificate under the same root does not pass, since whoever holds a
 * stolen gateway's key could otherwise pose as the hub. Host names are not compared. The exception's message is the
 * verdict's reason, for the log of this side.
 */
final class HubTrust extends X509ExtendedTrustManager {

    private final TrustAnchor anchor;
    private final InstantSource clock;

    HubTrust(TrustAnchor anchor, InstantSource clock) {
        this.anchor = anchor;
        this.clock = clock;
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
        // Who is shut out is known at the hub only: a box has no deny list.
        switch (anchor.judge(List.of(chain), Role.HUB, clock.instant(), _ -> false)) {
            case Verdict.Accepted _ -> {
                // The handshake goes on.
            }
            case Verdict.Refused(var reason, var message) ->
                throw new CertificateException("the hub is refused, " + reason + ": " + message);
        }
    }

    private static CertificateException noClients() {
        return new CertificateException("this side calls hubs and takes no calls");
    }
}

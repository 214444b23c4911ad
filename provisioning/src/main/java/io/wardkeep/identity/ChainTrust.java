package io.wardkeep.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The hub's side: lets exactly the chains to our own root through the TLS handshake, whatever their dates: validity,
 * role and deny list are judged right after it by {@link TrustAnchor#judge}, where a refusal can say its reason to both
 * sides and an expired box can still ask for renewal. Host names are not compared: a peer is who its certificate's site
 * says.
 */
final class ChainTrust extends X509ExtendedTrustManager {

    private final TrustAnchor anchor;

    ChainTrust(TrustAnchor anchor) {
        this.anchor = anchor;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {anchor.root()};
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !anchor.leadsToRoot(List.of(chain))) {
            throw new CertificateException("the peer's certificate was not issued by our authority");
        }
    }
}

package io.wardkeep.hub;

import io.wardkeep.hub.intake.PeerJudge;
import io.wardkeep.hub.intake.PeerVerdict;
import io.wardkeep.identity.DenyList;
import io.wardkeep.identity.Role;
import io.wardkeep.identity.TrustAnchor;
import io.wardkeep.identity.Verdict;
import io.wardkeep.ward.WardId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Judges gateways by our authority's certificates and the live deny list. Any thread. */
final class GatewayJudge implements PeerJudge {

    private final TrustAnchor anchor;
    private final Supplier<DenyList> denied;
    private final InstantSource clock;
    private final Map<UUID, Instant> certificateUntil = new ConcurrentHashMap<>();

    GatewayJudge(TrustAnchor anchor, Supplier<DenyList> denied, InstantSource clock) {
        this.anchor = anchor;
        this.denied = denied;
        this.clock = clock;
    }

    @Override
    public PeerVerdict judge(List<X509Certificate> chain) {
        return switch (anchor.judge(chain, Role.GATEWAY, clock.instant(), denied.get()::denies)) {
            case Verdict.Refused(var _, String message) -> new PeerVerdict.Refused(message);
            case Verdict.Accepted(var peer, Instant until) -> {
                certificateUntil.put(peer.site(), until);
                yield new PeerVerdict.Known(
                        peer.site(), peer.name(), Set.of(new WardId(peer.ward().orElseThrow())));
            }
        };
    }

    @Override
    public Optional<String> denial(UUID site) {
        String reason = denied.get().reasonBySite().get(site);
        if (reason != null) {
            return Optional.of("denied: " + reason);
        }
        Instant until = certificateUntil.get(site);
        return until != null && clock.instant().isAfter(until)
                ? Optional.of("the certificate has expired: renew it")
                : Optional.empty();
    }

    /** When the certificate that a site showed last ends, epoch milliseconds. */
    OptionalLong certificateUntil(UUID site) {
        Instant until = certificateUntil.get(site);
        return until == null ? OptionalLong.empty() : OptionalLong.of(until.toEpochMilli());
    }
}

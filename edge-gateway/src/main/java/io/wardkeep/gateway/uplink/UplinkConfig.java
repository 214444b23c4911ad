package io.wardkeep.gateway.uplink;

import java.net.URI;
import java.time.Duration;

/**
 * Where the other side is, and how patiently to look for it.
 *
 * @param peer what people call it
 * @param hub {@code wss://host:port/sync}
 * @param connectTimeout for one attempt, TLS included
 * @param backoffMin wait after the first failure
 * @param backoffMax longest wait
 */
public record UplinkConfig(String peer, URI hub, Duration connectTimeout, Duration backoffMin, Duration backoffMax) {

    /** Only TLS. */
    public UplinkConfig {
        if (!"wss".equals(hub.getScheme())) {
            throw new IllegalArgumentException("the address of " + peer + " must begin with wss://, not " + hub);
        }
        if (!backoffMin.isPositive() || backoffMax.compareTo(backoffMin) < 0 || !connectTimeout.isPositive()) {
            throw new IllegalArgumentException("waits must be positive and in order");
        }
    }

    /** To the hub. */
    public UplinkConfig(URI hub, Duration connectTimeout, Duration backoffMin, Duration backoffMax) {
        this("the hub", hub, connectTimeout, backoffMin, backoffMax);
    }

    /** To the hub, with the usual waits: 0.5 s to 15 s. */
    public static UplinkConfig of(URI hub) {
        return of("the hub", hub);
    }

    /** To whoever is called so, with the usual waits. */
    public static UplinkConfig of(String peer, URI address) {
        return new UplinkConfig(peer, address, Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(15));
    }
}

package io.wardkeep.gateway.uplink;

import java.net.URI;
import java.time.Duration;

/**
 * Where the hub is, and how patiently to look for it.
 *
 * @param hub {@code wss://host:port/sync}
 * @param connectTimeout for one attempt, TLS included
 * @param backoffMin wait after the first failure
 * @param backoffMax longest wait
 */
public record UplinkConfig(URI hub, Duration connectTimeout, Duration backoffMin, Duration backoffMax) {

    /** Only TLS. */
    public UplinkConfig {
        if (!"wss".equals(hub.getScheme())) {
            throw new IllegalArgumentException("the hub's address must begin with wss://, not " + hub);
        }
        if (!backoffMin.isPositive() || backoffMax.compareTo(backoffMin) < 0 || !connectTimeout.isPositive()) {
            throw new IllegalArgumentException("waits must be positive and in order");
        }
    }

    /** The usual waits: 0.5 s to 15 s. */
    public static UplinkConfig of(URI hub) {
        return new UplinkConfig(hub, Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(15));
    }
}

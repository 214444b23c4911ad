package io.wardkeep.hub.api;

import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;

/**
 * How the console is served.
 *
 * @param host address to listen at
 * @param port port to listen at; 0 for any free one
 * @param names host names by which browsers may call the console, besides {@code localhost} and numeric addresses
 * @param tls key and certificate; empty for plain HTTP, which the composition root allows on loopback only
 * @param resources classpath folder of the console's files
 */
public record ConsoleConfig(String host, int port, Set<String> names, Optional<X509KeyManager> tls, String resources) {

    /** Where the build puts the console. */
    public static final String RESOURCES = "console";

    /** Rejects a port out of range. */
    public ConsoleConfig {
        names = Set.copyOf(names);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
    }
}

package io.wardkeep.simulator.monitor;

import java.util.Optional;

/**
 * Where monitors publish.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param login if the endpoint wants one
 */
public record MqttTarget(String host, int port, Optional<Login> login) {

    /** A user name and its password. */
    public record Login(String user, String password) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Reads {@code host:port}; throws IllegalArgumentException at anything else. */
    public static MqttTarget parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("expected host:port, not " + text);
        }
        return new MqttTarget(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), Optional.empty());
    }

    /** As the MQTT library wants it. */
    String uri() {
        return "tcp://" + host + ":" + port;
    }
}

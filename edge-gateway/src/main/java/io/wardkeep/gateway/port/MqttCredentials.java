package io.wardkeep.gateway.port;

/**
 * A user name and password of MQTT.
 *
 * @param user the name
 * @param password the secret; read from a file or credential, never from the configuration itself
 */
public record MqttCredentials(String user, String password) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "MqttCredentials[" + user + "]";
    }
}

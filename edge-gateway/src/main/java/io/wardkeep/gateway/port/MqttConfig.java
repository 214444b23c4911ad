package io.wardkeep.gateway.port;

import io.wardkeep.driver.message.MessageDriver;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway's own MQTT endpoint and the brokers that it listens to.
 *
 * @param host address to listen on
 * @param port 0 for any free one, to 65535
 * @param devices who may publish, each by a client whose identifier is its name
 * @param sparkplug devices behind Sparkplug edge nodes
 * @param credentials if present, every client must give them
 * @param brokers brokers of the ward to subscribe at
 * @param messageBytesMax longest message, topic included
 * @param connectionsMax clients at once; more are refused
 * @param inFlightMax unacknowledged messages of one client; a client that goes beyond is disconnected
 */
public record MqttConfig(
        String host,
        int port,
        Map<DeviceId, Publisher> devices,
        Map<DeviceId, SparkplugDevice> sparkplug,
        Optional<MqttCredentials> credentials,
        List<BrokerConfig> brokers,
        int messageBytesMax,
        int connectionsMax,
        int inFlightMax) {

    /**
     * A device that publishes itself.
     *
     * @param bed where it stands, if it is assigned to a bed
     * @param format who understands its messages
     */
    public record Publisher(Optional<BedId> bed, MessageDriver format) {}

    /**
     * A device behind an edge node.
     *
     * @param name {@code GROUP/EDGE/DEVICE}, or {@code GROUP/EDGE} for the node itself
     * @param bed where it stands, if it is assigned to a bed
     */
    public record SparkplugDevice(String name, Optional<BedId> bed) {

        /** Rejects what no topic says. */
        public SparkplugDevice {
            if (!name.matches("[^/+#]+/[^/+#]+(/[^/+#]+)?")) {
                throw new IllegalArgumentException("GROUP/EDGE/DEVICE is wanted, not " + name);
            }
        }
    }

    /** 256 KiB. */
    public static final int MESSAGE_BYTES_MAX = 256 * 1_024;

    /** Enough for a large ward and its spares. */
    public static final int CONNECTIONS_MAX = 256;

    /** The usual bound of unacknowledged messages. */
    public static final int IN_FLIGHT_MAX = 512;

    /** Half of {@link MessageMark#REMEMBERED_MAX}, so that a whole window of repetitions is known. */
    private static final int IN_FLIGHT_HIGHEST = MessageMark.REMEMBERED_MAX / 2;

    /** Rejects limits that do not fit each other. */
    public MqttConfig {
        devices = Map.copyOf(devices);
        sparkplug = Map.copyOf(sparkplug);
        brokers = List.copyOf(brokers);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (messageBytesMax < 1_024 || connectionsMax < 1) {
            throw new IllegalArgumentException("messages of at least 1024 bytes and at least one connection");
        }
        if (inFlightMax < 1 || inFlightMax >= IN_FLIGHT_HIGHEST) {
            throw new IllegalArgumentException("in flight must be 1 to " + (IN_FLIGHT_HIGHEST - 1));
        }
    }

    /** An endpoint with the usual limits, without credentials and without brokers. */
    public static MqttConfig of(String host, int port, Map<DeviceId, Publisher> devices) {
        return new MqttConfig(
                host,
                port,
                devices,
                Map.of(),
                Optional.empty(),
                List.of(),
                MESSAGE_BYTES_MAX,
                CONNECTIONS_MAX,
                IN_FLIGHT_MAX);
    }
}

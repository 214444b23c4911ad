package io.wardkeep.simulator.monitor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Sends messages of one device at QoS 1 and keeps each until it is acknowledged. The session lives here and not in the
 * library: after every connect, what is not acknowledged is sent again in the order of its ids. Owned by one loop,
 * which calls {@link #advance} often.
 */
public final class MqttPublisher implements AutoCloseable {

    /** Messages kept while there is no connection; then the oldest are given up, as a monitor's memory is finite. */
    public static final int KEPT_MAX = 20_000;

    private final String topic;
    private final int inFlightMax;
    private final LongConsumer acknowledgedIds;
    private final MqttConnection connection;

    private final NavigableMap<Long, Outgoing> kept = new TreeMap<>();
    private long lastSentId = Long.MIN_VALUE;
    private int inFlight;
    private long acknowledged;
    private long acknowledgedObservations;
    private long givenUp;
    private long connections;

    private record Outgoing(String payload, int observations) {}

    /**
     * A publisher that is not connected yet.
     *
     * @param target the endpoint
     * @param device client id, and the device in the topic
     * @param inFlightMax messages sent and not acknowledged
     * @param acknowledgedIds told of each acknowledged id, on the loop
     */
    public MqttPublisher(MqttTarget target, String device, int inFlightMax, LongConsumer acknowledgedIds) {
        this.topic = "wardkeep/v1/devices/" + device + "/observations";
        this.inFlightMax = inFlightMax;
        this.acknowledgedIds = acknowledgedIds;
        this.connection = new MqttConnection(target, device, inFlightMax, new Session());
    }

    /**
     * Keeps a message for sending; ids increase. Each character of the payload is one byte: JSON in ASCII, or noise.
     */
    public void publish(long id, String payload, int observations) {
        kept.put(id, new Outgoing(payload, observations));
        if (kept.size() > KEPT_MAX) {
            kept.pollFirstEntry();
            givenUp++;
        }
    }

    /** Pulls or puts back the network cable. */
    public void wantConnection(boolean want) {
        connection.want(want);
    }

    /** Does what is due: connects, takes acknowledgements, sends. */
    public void advance(long atMillis) {
        if (connection.advance(atMillis)) {
            send(atMillis);
        }
    }

    /** Messages not acknowledged yet, sent or not. */
    public int pending() {
        return kept.size();
    }

    /** Acknowledged messages. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Observations in the acknowledged messages. */
    public long acknowledgedObservations() {
        return acknowledgedObservations;
    }

    /** Messages given up because there was no connection for too long. */
    public long givenUp() {
        return givenUp;
    }

    /** How often a connection stood. */
    public long connections() {
        return connections;
    }

    private void send(long atMillis) {
        while (inFlight < inFlightMax) {
            Map.Entry<Long, Outgoing> next =
                    lastSentId == Long.MIN_VALUE ? kept.firstEntry() : kept.higherEntry(lastSentId);
            if (next == null
                    || !connection.publish(
                            topic,
                            next.getValue().payload().getBytes(StandardCharsets.ISO_8859_1),
                            next.getKey(),
                            atMillis)) {
                return;
            }
            lastSentId = next.getKey();
            inFlight++;
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /** What goes on from one connection to the next. */
    private final class Session implements MqttConnection.Owner {

        @Override
        public Optional<MqttConnection.Will> will() {
            return Optional.empty();
        }

        @Override
        public List<String> subscriptions() {
            return List.of();
        }

        @Override
        public void connected() {
            connections++;
            inFlight = 0;
            lastSentId = Long.MIN_VALUE;
        }

        @Override
        public void acknowledged(long id, boolean current) {
            inFlight -= current ? 1 : 0;
            Outgoing sent = kept.remove(id);
            if (sent != null) {
                acknowledged++;
                acknowledgedObservations += sent.observations();
                acknowledgedIds.accept(id);
            }
        }

        @Override
        public void arrived(String from, byte[] payload) {
            // A publisher subscribes to nothing.
        }
    }
}

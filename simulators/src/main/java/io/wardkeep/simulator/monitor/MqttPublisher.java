package io.wardkeep.simulator.monitor;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of one device at QoS 1 and keeps each until it is acknowledged. The session lives here and not in the
 * library: after every connect, what is not acknowledged is sent again in the order of its ids. Owned by one loop,
 * which calls {@link #advance} often.
 */
public final class MqttPublisher implements AutoCloseable {

    /** Messages kept while there is no connection; then the oldest are given up, as a monitor's memory is finite. */
    public static final int KEPT_MAX = 20_000;

    private static final long RECONNECT_MILLIS = 500;
    private static final int CONNECT_SECONDS = 5;
    private static final int KEEP_ALIVE_SECONDS = 10;
    /** The library counts a message as in flight a little longer than we do. */
    private static final int LIBRARY_SLACK = 64;

    private static final int FORCED_DISCONNECT_MILLIS = 100;

    private final MqttTarget target;
    private final String clientId;
    private final String topic;
    private final int inFlightMax;
    private final LongConsumer acknowledgedIds;
    private final PublisherInbox inbox = new PublisherInbox();

    private final NavigableMap<Long, Outgoing> kept = new TreeMap<>();
    private @Nullable MqttAsyncClient client;
    private long connection;
    private boolean connected;
    private boolean wanted = true;
    private long nextConnectMillis;
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
        this.target = target;
        this.clientId = device;
        this.topic = "wardkeep/v1/devices/" + device + "/observations";
        this.inFlightMax = inFlightMax;
        this.acknowledgedIds = acknowledgedIds;
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
        wanted = want;
    }

    /** Does what is due: connects, takes acknowledgements, sends. */
    public void advance(long atMillis) {
        inbox.drain(event -> happened(event, atMillis));
        if (!wanted) {
            dropConnection();
        } else if (client == null && atMillis >= nextConnectMillis) {
            connect(atMillis);
        }
        if (connected) {
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

    private void happened(PublisherInbox.Event event, long atMillis) {
        switch (event) {
            case PublisherInbox.Event.Connected(var number) -> {
                if (number == connection) {
                    connected = true;
                    connections++;
                    inFlight = 0;
                    lastSentId = Long.MIN_VALUE;
                }
            }
            case PublisherInbox.Event.Lost(var number, var _) -> {
                if (number == connection) {
                    dropConnection();
                    nextConnectMillis = atMillis + RECONNECT_MILLIS;
                }
            }
            case PublisherInbox.Event.Acknowledged(var number, var id) -> {
                if (number == connection) {
                    inFlight--;
                }
                Outgoing sent = kept.remove(id);
                if (sent != null) {
                    acknowledged++;
                    acknowledgedObservations += sent.observations();
                    acknowledgedIds.accept(id);
                }
            }
        }
    }

    private void send(long atMillis) {
        while (inFlight < inFlightMax) {
            Map.Entry<Long, Outgoing> next =
                    lastSentId == Long.MIN_VALUE ? kept.firstEntry() : kept.higherEntry(lastSentId);
            if (next == null || !sent(next.getKey(), next.getValue(), atMillis)) {
                return;
            }
        }
    }

    private boolean sent(long id, Outgoing outgoing, long atMillis) {
        MqttAsyncClient open = client;
        if (open == null) {
            return false;
        }
        long number = connection;
        try {
            open.publish(
                    topic,
                    outgoing.payload().getBytes(StandardCharsets.ISO_8859_1),
                    1,
                    false,
                    null,
                    new IMqttActionListener() {
                        @Override
                        public void onSuccess(IMqttToken token) {
                            inbox.addOrFail(new PublisherInbox.Event.Acknowledged(number, id));
                        }

                        @Override
                        public void onFailure(IMqttToken token, Throwable reason) {
                            inbox.addOrFail(new PublisherInbox.Event.Lost(number, String.valueOf(reason)));
                        }
                    });
        } catch (MqttException e) {
            if (e.getReasonCode() != MqttException.REASON_CODE_MAX_INFLIGHT) {
                dropConnection();
                nextConnectMillis = atMillis + RECONNECT_MILLIS;
            }
            return false;
        }
        lastSentId = id;
        inFlight++;
        return true;
    }

    private void connect(long atMillis) {
        long number = ++connection;
        nextConnectMillis = atMillis + RECONNECT_MILLIS;
        try {
            MqttAsyncClient fresh = new MqttAsyncClient(target.uri(), clientId, new MemoryPersistence());
            fresh.setCallback(new Losses(number));
            client = fresh;
            fresh.connect(options(), null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    inbox.addOrFail(new PublisherInbox.Event.Connected(number));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable reason) {
                    inbox.addOrFail(new PublisherInbox.Event.Lost(number, String.valueOf(reason)));
                }
            });
        } catch (MqttException e) {
            dropConnection();
        }
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setMaxInflight(inFlightMax + LIBRARY_SLACK);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setAutomaticReconnect(false);
        target.login().ifPresent(login -> {
            options.setUserName(login.user());
            options.setPassword(login.password().toCharArray());
        });
        return options;
    }

    private void dropConnection() {
        MqttAsyncClient open = client;
        client = null;
        connected = false;
        inFlight = 0;
        if (open == null) {
            return;
        }
        try {
            open.disconnectForcibly(0, FORCED_DISCONNECT_MILLIS, false);
        } catch (MqttException e) {
            // It was not connected: nothing to disconnect, and closing below frees what it holds.
        }
        try {
            open.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException("a forcibly closed client refuses to close", e);
        }
    }

    @Override
    public void close() {
        wanted = false;
        dropConnection();
    }

    /** Hears of the end of one connection. */
    private final class Losses implements MqttCallback {

        private final long number;

        Losses(long number) {
            this.number = number;
        }

        @Override
        public void connectionLost(Throwable cause) {
            inbox.addOrFail(new PublisherInbox.Event.Lost(number, String.valueOf(cause)));
        }

        @Override
        public void messageArrived(String arrivedTopic, MqttMessage message) {
            // A publisher subscribes to nothing.
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // The listener of each message tells it with the message's id.
        }
    }
}

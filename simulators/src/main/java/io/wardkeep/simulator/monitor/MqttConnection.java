package io.wardkeep.simulator.monitor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
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
 * A client that connects again whenever its connection is lost, and keeps nothing from one to the next. Owned by one
 * loop, which calls {@link #advance} often.
 */
public final class MqttConnection implements AutoCloseable {

    private static final long RECONNECT_MILLIS = 500;
    private static final int CONNECT_SECONDS = 5;
    private static final int KEEP_ALIVE_SECONDS = 10;
    /** The library counts a message as in flight a little longer than we do. */
    private static final int LIBRARY_SLACK = 64;

    private static final int FORCED_DISCONNECT_MILLIS = 100;

    private final MqttTarget target;
    private final String clientId;
    private final int inFlightMax;
    private final Owner owner;
    private final PublisherInbox inbox = new PublisherInbox();

    private @Nullable MqttAsyncClient client;
    private long connection;
    private boolean connected;
    private boolean wanted = true;
    private long nextConnectMillis;

    /** A message of QoS 1 that the endpoint publishes for a client which is gone without taking its leave. */
    public record Will(String topic, ByteBuffer payload) {}

    /** Whose connection it is; called on the loop. */
    public interface Owner {

        /** Left at the next connect. */
        Optional<Will> will();

        /** Topics that are subscribed to with each connection, before it is said to stand. */
        List<String> subscriptions();

        /** A connection stands. */
        void connected();

        /**
         * A message was acknowledged.
         *
         * @param id as it was published
         * @param current was it published by the connection that stands now?
         */
        void acknowledged(long id, boolean current);

        /** A message came. */
        void arrived(String topic, byte[] payload);
    }

    /**
     * Not connected yet.
     *
     * @param target the endpoint
     * @param clientId as the endpoint knows the client
     * @param inFlightMax messages published and not acknowledged
     * @param owner told of everything
     */
    public MqttConnection(MqttTarget target, String clientId, int inFlightMax, Owner owner) {
        this.target = target;
        this.clientId = clientId;
        this.inFlightMax = inFlightMax;
        this.owner = owner;
    }

    /** Pulls or puts back the network cable. */
    public void want(boolean want) {
        wanted = want;
    }

    /** Does what is due: hears, connects. True while a connection stands. */
    public boolean advance(long atMillis) {
        inbox.drain(event -> happened(event, atMillis));
        if (!wanted) {
            drop();
        } else if (client == null && atMillis >= nextConnectMillis) {
            connect(atMillis);
        }
        return connected;
    }

    /** Publishes at QoS 1; false where that is not possible now. */
    public boolean publish(String topic, byte[] payload, long id, long atMillis) {
        MqttAsyncClient open = client;
        if (open == null || !connected) {
            return false;
        }
        long number = connection;
        try {
            open.publish(topic, payload, 1, false, null, new IMqttActionListener() {
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
                drop();
                nextConnectMillis = atMillis + RECONNECT_MILLIS;
            }
            return false;
        }
        return true;
    }

    private void happened(PublisherInbox.Event event, long atMillis) {
        switch (event) {
            case PublisherInbox.Event.Connected(var number) -> {
                if (number == connection) {
                    connected = true;
                    subscribe(atMillis);
                    owner.connected();
                }
            }
            case PublisherInbox.Event.Lost(var number, var _) -> {
                if (number == connection) {
                    drop();
                    nextConnectMillis = atMillis + RECONNECT_MILLIS;
                }
            }
            case PublisherInbox.Event.Acknowledged(var number, var id) -> owner.acknowledged(id, number == connection);
            case PublisherInbox.Event.Arrived(var number, var topic, var payload) -> {
                if (number == connection) {
                    owner.arrived(topic, bytes(payload));
                }
            }
        }
    }

    private void subscribe(long atMillis) {
        MqttAsyncClient open = client;
        if (open == null) {
            return;
        }
        try {
            for (String topic : owner.subscriptions()) {
                open.subscribe(topic, 1);
            }
        } catch (MqttException e) {
            drop();
            nextConnectMillis = atMillis + RECONNECT_MILLIS;
        }
    }

    private void connect(long atMillis) {
        long number = ++connection;
        nextConnectMillis = atMillis + RECONNECT_MILLIS;
        try {
            MqttAsyncClient fresh = new MqttAsyncClient(target.uri(), clientId, new MemoryPersistence());
            fresh.setCallback(new Calls(number));
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
            drop();
        }
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        options.setMaxInflight(inFlightMax + LIBRARY_SLACK);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setAutomaticReconnect(false);
        owner.will().ifPresent(will -> options.setWill(will.topic(), bytes(will.payload()), 1, false));
        target.login().ifPresent(login -> {
            options.setUserName(login.user());
            options.setPassword(login.password().toCharArray());
        });
        return options;
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    private void drop() {
        MqttAsyncClient open = client;
        client = null;
        connected = false;
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
        drop();
    }

    /** Hears of one connection. */
    private final class Calls implements MqttCallback {

        private final long number;

        Calls(long number) {
            this.number = number;
        }

        @Override
        public void connectionLost(Throwable cause) {
            inbox.addOrFail(new PublisherInbox.Event.Lost(number, String.valueOf(cause)));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            inbox.addOrFail(new PublisherInbox.Event.Arrived(number, topic, ByteBuffer.wrap(message.getPayload())));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // The listener of each message tells it with the message's id.
        }
    }
}

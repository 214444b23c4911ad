package io.wardkeep.gateway.port;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription at a broker of the ward, on a thread of its own: connects, subscribes, and when the connection breaks
 * tries again for ever with growing pauses. The broker keeps the session, and gets its PUBACK only when a message is
 * durable.
 */
final class BrokerLoop {

    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerLoop.class);

    private static final String TOPICS = "wardkeep/v1/devices/+/observations";
    private static final int QOS = 1;
    private static final int CONNECT_SECONDS = 5;
    private static final int KEEP_ALIVE_SECONDS = 15;
    /** The library takes zero for a minute. */
    private static final long GOODBYE_MILLIS = 500;

    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(15);

    private final BrokerConfig config;
    private final int inFlightMax;
    private final int messageBytesMax;
    private final MessageSink messages;
    private final Thread thread;
    private volatile boolean running = true;
    private boolean lostSaid;

    /** Where messages go; called on the MQTT library's thread. */
    interface MessageSink {

        /** A message of the broker. */
        void published(
                Resending resending,
                String topic,
                ByteBuffer payload,
                boolean duplicate,
                Acknowledgement acknowledgement);
    }

    private BrokerLoop(BrokerConfig config, int inFlightMax, int messageBytesMax, MessageSink messages) {
        this.config = config;
        this.inFlightMax = inFlightMax;
        this.messageBytesMax = messageBytesMax;
        this.messages = messages;
        this.thread = Thread.ofPlatform().name("broker-" + config.clientId()).unstarted(this::run);
    }

    /** Starts at once, whether the broker is there or not. */
    static BrokerLoop start(BrokerConfig config, int inFlightMax, int messageBytesMax, MessageSink messages) {
        BrokerLoop loop = new BrokerLoop(config, inFlightMax, messageBytesMax, messages);
        loop.thread.start();
        return loop;
    }

    /** Ends the loop soon; does not wait, because the caller may be an event loop. */
    void requestStop() {
        running = false;
        LockSupport.unpark(thread);
    }

    private void run() {
        long pauseNanos = PAUSE_NANOS_MIN;
        while (running) {
            try {
                MqttAsyncClient client = new MqttAsyncClient(config.uri(), config.clientId(), new MemoryPersistence());
                try {
                    Messages heard = new Messages(client);
                    subscribe(client, heard);
                    LOGGER.info("broker {} subscribed", config.uri());
                    lostSaid = false;
                    pauseNanos = PAUSE_NANOS_MIN;
                    while (running && client.isConnected()) {
                        heard.answer();
                        LockSupport.parkNanos(WATCH_NANOS);
                    }
                } finally {
                    leave(client);
                }
            } catch (MqttException e) {
                if (!lostSaid) {
                    LOGGER.warn("broker {} lost: {}", config.uri(), e.getMessage());
                    lostSaid = true;
                }
            }
            if (running) {
                LockSupport.parkNanos(pauseNanos);
                pauseNanos = Math.min(PAUSE_NANOS_MAX, pauseNanos * 2);
            }
        }
    }

    /**
     * Gives up everything of the client, threads and socket. The library closes no client that still connects, as it
     * does for ever to a broker that accepts and says nothing: it is disconnected first.
     */
    private static void leave(MqttAsyncClient client) throws MqttException {
        client.disconnectForcibly(0, GOODBYE_MILLIS, false);
        client.close(true);
    }

    private void subscribe(MqttAsyncClient client, MqttCallback callback) throws MqttException {
        client.setManualAcks(true);
        client.setCallback(callback);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setAutomaticReconnect(false);
        options.setMaxInflight(inFlightMax);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        config.credentials().ifPresent(credentials -> {
            options.setUserName(credentials.user());
            options.setPassword(credentials.password().toCharArray());
        });
        client.connect(options).waitForCompletion(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
        client.subscribe(TOPICS, QOS).waitForCompletion(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
    }

    /**
     * Hands messages on, on the library's thread. Answers come from any thread and wait for the loop: only it knows
     * whether the client is still open, and one that is closed must not be used.
     */
    private final class Messages implements MqttCallback {

        /** Something to be done with the client. */
        private interface Reply {
            void say() throws MqttException;
        }

        private final MqttAsyncClient client;
        private final Resending resending = new Resending();
        private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();

        Messages(MqttAsyncClient client) {
            this.client = client;
        }

        /** Says what waits. On the loop. */
        void answer() throws MqttException {
            for (Reply next = replies.poll(); next != null; next = replies.poll()) {
                next.say();
            }
        }

        private void reply(Reply reply) {
            replies.add(reply);
            LockSupport.unpark(thread);
        }

        @Override
        public void connectionLost(Throwable cause) {
            LockSupport.unpark(thread);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            Acknowledgement answer = new Answer(message.getId(), message.getQos());
            if (message.getPayload().length > messageBytesMax) {
                LOGGER.warn("broker {} sent {} bytes: dropped", config.uri(), message.getPayload().length);
                answer.acknowledge();
                return;
            }
            messages.published(resending, topic, ByteBuffer.wrap(message.getPayload()), message.isDuplicate(), answer);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // This client publishes nothing.
        }

        /** The broker waits for this; when the connection ends before, it sends the message again. */
        private final class Answer implements Acknowledgement {

            private final int messageId;
            private final int qos;

            Answer(int messageId, int qos) {
                this.messageId = messageId;
                this.qos = qos;
            }

            @Override
            public boolean senderWaits() {
                return qos != 0;
            }

            @Override
            public void acknowledge() {
                reply(() -> client.messageArrivedComplete(messageId, qos));
            }

            @Override
            public void refuse() {
                if (qos != 0) {
                    reply(client::disconnect);
                }
            }
        }
    }
}

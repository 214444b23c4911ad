package io.wardkeep.gateway.port;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connected client: what it published and waits for, what it subscribed to. Owned by the event loop. QoS 1 is
 * acknowledged by PUBACK and QoS 2 by PUBREC when the message is durable.
 */
final class MqttClient {

    private static final int SUBSCRIPTIONS_MAX = 16;
    /** Alerts sent to a client and not acknowledged by it; one that is slower starts anew from the retained ones. */
    private static final int OUTGOING_MAX = RetainedTopics.TOPICS_MAX + 1_000;

    private static final Acknowledgement NOBODY_WAITS = new Acknowledgement() {
        @Override
        public boolean senderWaits() {
            return false;
        }

        @Override
        public void acknowledge() {
            // Who left the will is gone.
        }

        @Override
        public void refuse() {
            // Nor can anybody send it again: its readings are recorded as lost by whoever refused them.
        }
    };

    private final MqttEndpoint endpoint;
    private final MessageIntake intake;
    private final RetainedTopics retained;
    private final int inFlightMax;
    private final Resending resending = new Resending();
    private final Map<String, MqttQoS> subscriptions = new HashMap<>();
    private boolean goneWell;
    private int inFlight;
    private int outgoing;

    MqttClient(MqttEndpoint endpoint, MessageIntake intake, RetainedTopics retained, int inFlightMax) {
        this.endpoint = endpoint;
        this.intake = intake;
        this.retained = retained;
        this.inFlightMax = inFlightMax;
    }

    /** Takes the connection and answers what comes by it. */
    void accept() {
        endpoint.publishHandler(this::published)
                .publishReleaseHandler(endpoint::publishComplete)
                .publishAcknowledgeHandler(_ -> outgoing--)
                .subscribeHandler(this::subscribe)
                .unsubscribeHandler(this::unsubscribe)
                .disconnectHandler(_ -> goneWell = true)
                .exceptionHandler(_ -> intake.count("protocol"));
        endpoint.accept(false);
    }

    /** Sends a message of the gateway's own, if the client subscribed to its topic. */
    void send(String topic, Buffer payload) {
        subscriptions.entrySet().stream()
                .filter(subscription -> TopicFilter.matches(subscription.getKey(), topic))
                .map(Map.Entry::getValue)
                .max(MqttQoS::compareTo)
                .ifPresent(qos -> send(topic, payload, qos, false));
    }

    /** The connection is over: a client that did not take its leave has left a will (MQTT 3.1.1, section 3.1.2.5). */
    void gone() {
        MqttWill will = endpoint.will();
        if (!goneWell && will != null && will.isWillFlag()) {
            intake.published(
                    Optional.of(endpoint.clientIdentifier()),
                    resending,
                    will.getWillTopic(),
                    ByteBuffer.wrap(will.getWillMessageBytes()),
                    false,
                    NOBODY_WAITS);
        }
    }

    /** Ends the connection. */
    void close() {
        if (endpoint.isConnected()) {
            endpoint.close();
        }
    }

    private void send(String topic, Buffer payload, MqttQoS qos, boolean asRetained) {
        if (!endpoint.isConnected()) {
            return;
        }
        if (qos == MqttQoS.AT_LEAST_ONCE) {
            outgoing++;
        }
        if (outgoing > OUTGOING_MAX) {
            intake.count("slow-subscriber");
            close();
            return;
        }
        endpoint.publish(topic, payload, qos, false, asRetained);
    }

    private void published(MqttPublishMessage message) {
        if (message.qosLevel() != MqttQoS.AT_MOST_ONCE && ++inFlight > inFlightMax) {
            intake.count("in-flight");
            close();
            return;
        }
        ByteBuffer payload = ByteBuffer.wrap(message.payload().getBytes());
        intake.published(
                Optional.of(endpoint.clientIdentifier()),
                resending,
                message.topicName(),
                payload,
                message.isDup(),
                new Waiting(message.messageId(), message.qosLevel()));
    }

    private void subscribe(MqttSubscribeMessage message) {
        List<MqttQoS> granted = new ArrayList<>();
        for (MqttTopicSubscription wanted : message.topicSubscriptions()) {
            boolean room = subscriptions.containsKey(wanted.topicName()) || subscriptions.size() < SUBSCRIPTIONS_MAX;
            if (!room || !TopicFilter.wellFormed(wanted.topicName())) {
                intake.count("subscription");
                granted.add(MqttQoS.FAILURE);
                continue;
            }
            MqttQoS qos =
                    wanted.qualityOfService() == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
            subscriptions.put(wanted.topicName(), qos);
            granted.add(qos);
        }
        endpoint.subscribeAcknowledge(message.messageId(), granted);
        for (int i = 0; i < granted.size(); i++) {
            MqttQoS qos = granted.get(i);
            if (qos != MqttQoS.FAILURE) {
                retained.matching(
                        message.topicSubscriptions().get(i).topicName(),
                        (topic, payload) -> send(topic, payload, qos, true));
            }
        }
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        message.topics().forEach(subscriptions::remove);
        endpoint.unsubscribeAcknowledge(message.messageId());
    }

    /** A message of this client whose fate is open. */
    private final class Waiting implements Acknowledgement {

        private final int messageId;
        private final MqttQoS qos;

        Waiting(int messageId, MqttQoS qos) {
            this.messageId = messageId;
            this.qos = qos;
        }

        @Override
        public boolean senderWaits() {
            return qos != MqttQoS.AT_MOST_ONCE;
        }

        @Override
        public void acknowledge() {
            if (!senderWaits()) {
                return;
            }
            inFlight--;
            if (!endpoint.isConnected()) {
                // It will send the message again by its next connection, and that is known as a repetition.
                return;
            }
            if (qos == MqttQoS.AT_LEAST_ONCE) {
                endpoint.publishAcknowledge(messageId);
            } else {
                endpoint.publishReceived(messageId);
            }
        }

        @Override
        public void refuse() {
            if (senderWaits()) {
                // The protocol has no "later": a client sends again only by a new connection.
                inFlight--;
                intake.count("refused");
                close();
            }
        }
    }
}

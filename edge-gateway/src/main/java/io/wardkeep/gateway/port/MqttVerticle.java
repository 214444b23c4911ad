package io.wardkeep.gateway.port;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of MQTT, on one event loop: clients, their messages, retained alerts. */
final class MqttVerticle extends VerticleBase {

    private static final Logger LOGGER = LoggerFactory.getLogger(MqttVerticle.class);

    private static final int CONNECT_SECONDS_MAX = 10;
    private static final int CLIENT_ID_LENGTH_MAX = 128;
    private static final long STATUS_MILLIS = 250;

    private final MqttConfig config;
    private final PortSink sink;
    private final PortClock clock;
    private final MessageMarks marks;
    private final Runnable atStart;
    private final Map<String, MqttClient> clients = new HashMap<>();
    private final RetainedTopics retained = new RetainedTopics();
    private final List<BrokerLoop> brokers = new ArrayList<>();
    private @Nullable MessageIntake intake;
    private @Nullable MqttServer server;
    private long connectionsTotal;
    private volatile MqttStatus status = new MqttStatus(List.of(), Map.of(), Map.of(), 0, 0, Map.of());
    private volatile int port;

    MqttVerticle(MqttConfig config, PortSink sink, PortClock clock, MessageMarks marks, Runnable atStart) {
        this.config = config;
        this.sink = sink;
        this.clock = clock;
        this.marks = marks;
        this.atStart = atStart;
    }

    @Override
    public Future<?> start() {
        atStart.run();
        MessageIntake opened = new MessageIntake(
                config,
                sink,
                clock,
                this::onLoop,
                marks,
                (topic, payload) -> clients.values().forEach(client -> client.send(topic, Buffer.buffer(payload))));
        intake = opened;
        publishStatus(opened);
        vertx.setPeriodic(STATUS_MILLIS, _ -> publishStatus(opened));
        MqttServer created = MqttServer.create(
                vertx,
                new MqttServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setMaxMessageSize(config.messageBytesMax())
                        .setMaxClientIdLength(CLIENT_ID_LENGTH_MAX)
                        .setTimeoutOnConnect(CONNECT_SECONDS_MAX));
        server = created;
        created.exceptionHandler(_ -> opened.count("protocol"));
        created.endpointHandler(endpoint -> connected(endpoint, opened));
        return created.listen().onSuccess(listening -> {
            port = listening.actualPort();
            config.brokers()
                    .forEach(broker -> brokers.add(BrokerLoop.start(
                            broker, config.inFlightMax(), config.messageBytesMax(), this::fromBroker)));
        });
    }

    @Override
    public Future<?> stop() {
        brokers.forEach(BrokerLoop::requestStop);
        List.copyOf(clients.values()).forEach(MqttClient::close);
        MqttServer open = server;
        return open == null ? Future.succeededFuture() : open.close();
    }

    int port() {
        return port;
    }

    MqttStatus status() {
        return status;
    }

    List<BrokerLoop> brokers() {
        return brokers;
    }

    /** From any thread. */
    void publishRetained(String topic, Buffer payload) {
        onLoop(() -> {
            retained.keep(topic, payload);
            clients.values().forEach(client -> client.send(topic, payload));
        });
    }

    private void onLoop(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    private void fromBroker(
            Resending resending, String topic, ByteBuffer payload, boolean duplicate, Acknowledgement acknowledgement) {
        onLoop(() -> {
            MessageIntake open = intake;
            if (open != null) {
                open.published(Optional.empty(), resending, topic, payload, duplicate, acknowledgement);
            }
        });
    }

    private void connected(MqttEndpoint endpoint, MessageIntake opened) {
        if (!authentic(endpoint)) {
            opened.count("credentials");
            endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
            return;
        }
        String id = endpoint.clientIdentifier();
        MqttClient before = clients.get(id);
        if (before == null && clients.size() >= config.connectionsMax()) {
            opened.count("connections");
            endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
            return;
        }
        MqttClient client = new MqttClient(endpoint, opened, retained, config.inFlightMax());
        clients.put(id, client);
        connectionsTotal++;
        if (before != null) {
            // MQTT 3.1.4-2: the newer connection of a client takes the place of the older.
            before.close();
        }
        endpoint.closeHandler(_ -> {
            clients.remove(id, client);
            client.gone();
        });
        client.accept();
    }

    private boolean authentic(MqttEndpoint endpoint) {
        if (config.credentials().isEmpty()) {
            return true;
        }
        if (endpoint.auth() == null) {
            return false;
        }
        MqttCredentials wanted = config.credentials().get();
        boolean user = same(wanted.user(), endpoint.auth().getUsername());
        boolean password = same(wanted.password(), endpoint.auth().getPassword());
        return user && password;
    }

    /** In a time that does not depend on where they differ. */
    private static boolean same(String wanted, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private void publishStatus(MessageIntake opened) {
        Map<String, Long> before = status.otherDevices();
        Map<String, Long> foreign = opened.foreign();
        foreign.keySet().stream()
                .filter(pair -> !before.containsKey(pair))
                .forEach(pair ->
                        LOGGER.warn("mqtt client publishes {}: dropped, a device's client id must be its name", pair));
        status = new MqttStatus(
                opened.devices(), opened.unknown(), foreign, clients.size(), connectionsTotal, opened.refused());
    }
}

package io.wardkeep.gateway.port;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * The gateway's own MQTT endpoint: devices publish observations to {@code wardkeep/v1/devices/DEVICE/observations},
 * each by a client whose identifier is the device's name; anybody subscribes to the gateway's alerts. It also holds the
 * subscriptions to brokers that the ward already has. All methods from any thread.
 */
public final class DeviceMqttServer {

    private final Vertx vertx;
    private final MqttVerticle verticle;
    private final String deployment;

    private DeviceMqttServer(Vertx vertx, MqttVerticle verticle, String deployment) {
        this.vertx = vertx;
        this.verticle = verticle;
        this.deployment = deployment;
    }

    /**
     * Listens; fails where the address cannot be listened on.
     *
     * @param vertx whose event loop it lives on
     * @param config where and who
     * @param sink where messages go; called on the event loop
     * @param clock the gateway's
     * @param marks what was durable when the process started
     * @param atStart runs on its event loop before anything else
     */
    public static Future<DeviceMqttServer> start(
            Vertx vertx, MqttConfig config, PortSink sink, PortClock clock, MessageMarks marks, Runnable atStart) {
        MqttVerticle verticle = new MqttVerticle(config, sink, clock, marks, atStart);
        return vertx.deployVerticle(verticle).map(deployment -> new DeviceMqttServer(vertx, verticle, deployment));
    }

    /** The port that it listens on. */
    public int port() {
        return verticle.port();
    }

    /** What it has seen, at most a quarter of a second ago. */
    public MqttStatus status() {
        return verticle.status();
    }

    /**
     * Publishes a message and keeps it for clients that subscribe later.
     *
     * @param topic of the gateway's own, for example {@code wardkeep/v1/alerts/7A-02/EPISODE}
     * @param payload not changed afterwards; empty to say that it is over
     */
    public void publishRetained(String topic, byte[] payload) {
        verticle.publishRetained(topic, Buffer.buffer(payload));
    }

    /** Disconnects everybody and stops listening. */
    public Future<Void> close() {
        verticle.brokers().forEach(BrokerLoop::requestStop);
        return vertx.undeploy(deployment);
    }
}

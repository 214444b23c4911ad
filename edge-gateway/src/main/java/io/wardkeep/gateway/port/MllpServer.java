package io.wardkeep.gateway.port;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Where HL7 senders come in (MLLP over TCP): central stations, monitors, pumps' servers, each of which may speak for
 * many devices. All methods from any thread.
 */
public final class MllpServer {

    private final Vertx vertx;
    private final MllpVerticle verticle;
    private final String deployment;

    private MllpServer(Vertx vertx, MllpVerticle verticle, String deployment) {
        this.vertx = vertx;
        this.verticle = verticle;
        this.deployment = deployment;
    }

    /**
     * Listens; fails where the address cannot be listened on.
     *
     * @param vertx whose event loop it lives on
     * @param config where, and whom senders speak for
     * @param sink where messages go; called on the event loop
     * @param clock the gateway's
     * @param marks what was durable when the process started
     * @param atStart runs on its event loop before anything else
     */
    public static Future<MllpServer> start(
            Vertx vertx, MllpConfig config, PortSink sink, PortClock clock, MessageMarks marks, Runnable atStart) {
        MllpVerticle verticle = new MllpVerticle(config, sink, clock, marks, atStart);
        return vertx.deployVerticle(verticle).map(deployment -> new MllpServer(vertx, verticle, deployment));
    }

    /** The port that it listens on. */
    public int port() {
        return verticle.port();
    }

    /** What it has seen, at most a quarter of a second ago. */
    public MllpStatus status() {
        return verticle.status();
    }

    /** Disconnects everybody and stops listening. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }
}

package io.wardkeep.gateway.port;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.hl7.Hl7;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of MLLP, on one event loop: senders, what they say, what they are answered. */
final class MllpVerticle extends VerticleBase {

    private static final long STATUS_MILLIS = 250;

    private final MllpConfig config;
    private final PortSink sink;
    private final PortClock clock;
    private final MessageMarks marks;
    private final Runnable atStart;
    private final Set<NetSocket> senders = new HashSet<>();
    private @Nullable NetServer server;
    private volatile MllpStatus status = new MllpStatus(List.of(), Map.of(), Map.of(), Map.of(), 0);
    private volatile int port;

    MllpVerticle(MllpConfig config, PortSink sink, PortClock clock, MessageMarks marks, Runnable atStart) {
        this.config = config;
        this.sink = sink;
        this.clock = clock;
        this.marks = marks;
        this.atStart = atStart;
    }

    @Override
    public Future<?> start() {
        atStart.run();
        Map<DeviceId, Optional<BedId>> beds = new HashMap<>();
        config.devices().forEach((device, told) -> beds.put(device, told.bed()));
        RelayedDevices known = new RelayedDevices(config);
        RelayIntake intake = new RelayIntake(
                "mllp",
                "hl7",
                beds,
                known::find,
                known::bed,
                sink,
                clock,
                action -> context.runOnContext(_ -> action.run()),
                marks);
        publishStatus(intake);
        vertx.setPeriodic(STATUS_MILLIS, _ -> publishStatus(intake));
        NetServer created = vertx.createNetServer(new NetServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true));
        server = created;
        created.connectHandler(socket -> connected(socket, intake));
        return created.listen().onSuccess(listening -> port = listening.actualPort());
    }

    @Override
    public Future<?> stop() {
        NetServer open = server;
        return open == null ? Future.succeededFuture() : open.close();
    }

    int port() {
        return port;
    }

    MllpStatus status() {
        return status;
    }

    private void connected(NetSocket socket, RelayIntake intake) {
        if (senders.size() >= config.connectionsMax()) {
            intake.count("connections");
            socket.close();
            return;
        }
        senders.add(socket);
        DriverSession session = new Hl7(config.zone()).open();
        LineAnswers answers = new LineAnswers();
        Runnable send = () -> send(socket, answers);
        socket.closeHandler(_ -> senders.remove(socket));
        socket.exceptionHandler(_ -> intake.count("connection"));
        socket.handler(bytes -> {
            List<DriverEvent> events = new ArrayList<>();
            session.received(ByteBuffer.wrap(bytes.getBytes()), clock.millis().getAsLong(), events::add);
            intake.heard(events, answers::open, send);
        });
    }

    /** Sends what has become due; to a sender that has gone, nothing: it sends its message again. */
    private void send(NetSocket socket, LineAnswers answers) {
        for (ByteBuffer next = answers.next(); next != null; next = answers.next()) {
            if (senders.contains(socket) && next.hasRemaining()) {
                byte[] bytes = new byte[next.remaining()];
                next.duplicate().get(bytes);
                socket.write(Buffer.buffer(bytes));
            }
        }
    }

    private void publishStatus(RelayIntake intake) {
        status = new MllpStatus(
                intake.devices(), intake.strangers(), intake.refused(), intake.passedOver(), senders.size());
    }
}

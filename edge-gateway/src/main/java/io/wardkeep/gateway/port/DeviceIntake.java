package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.message.MessageParser;
import io.wardkeep.driver.message.ObservationMessage;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the messages of one configured device become: deliveries, repetitions, counts. Owned by the event loop.
 *
 * <p>A repeated {@code id} is always a repetition. Without an id, a message is one when an equal one was taken before
 * and either the client says so (DUP), or it says its own time and everything so far in its connection was a
 * repetition. Anything else is kept: two equal values of one millisecond are two measurements.
 */
final class DeviceIntake {

    private final DeviceId device;
    private final Optional<BedId> bed;
    private final PortSink sink;
    private final PortClock clock;
    private final Consumer<Runnable> loop;
    private final Redelivery redelivery;
    private final MessageParser parser;
    private final PortMeter meter;

    DeviceIntake(
            DeviceId device,
            MqttConfig.Publisher publisher,
            PortSink sink,
            PortClock clock,
            Consumer<Runnable> loop,
            Redelivery redelivery) {
        this.device = device;
        this.bed = publisher.bed();
        this.sink = sink;
        this.clock = clock;
        this.loop = loop;
        this.redelivery = redelivery;
        this.parser = publisher.format().parser();
        this.meter = new PortMeter(device, bed, "mqtt", publisher.format().name());
        meter.gone("nothing heard yet");
    }

    void published(Resending resending, ByteBuffer payload, boolean duplicate, Acknowledgement acknowledgement) {
        long nanos = clock.nanos().getAsLong();
        long millis = clock.millis().getAsLong();
        if (!meter.present()) {
            meter.opened();
        }
        meter.read(payload.remaining());
        ObservationMessage message = parser.parse(payload, millis);
        if (message.events().stream().noneMatch(DriverEvent.Measured.class::isInstance)) {
            // Nothing that could become durable: the client need not wait for a disk.
            deliver(message, nanos, millis, Optional.empty(), Receipt.IGNORED);
            acknowledgement.acknowledge();
            return;
        }
        MessageMark mark = message.id().isPresent()
                ? new MessageMark(MessageMark.Kind.ID, message.id().getAsLong())
                : new MessageMark(MessageMark.Kind.FINGERPRINT, Fingerprint.of(message.events()));
        boolean suspicious = message.id().isPresent() || duplicate || message.timed() && resending.possible();
        if (suspicious && redelivery.known(mark)) {
            meter.repeated();
            redelivery.repeated(mark, acknowledgement);
            return;
        }
        resending.over();
        deliver(message, nanos, millis, Optional.of(mark), redelivery.taken(mark, acknowledgement, loop));
    }

    private void deliver(
            ObservationMessage message, long nanos, long millis, Optional<MessageMark> mark, Receipt receipt) {
        meter.delivered();
        message.events().forEach(event -> meter.counted(event, millis));
        sink.delivered(new Delivery(device, bed, message.events(), nanos, millis, mark, receipt));
    }

    PortStatus status() {
        return meter.snapshot();
    }
}

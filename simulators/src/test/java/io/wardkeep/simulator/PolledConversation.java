package io.wardkeep.simulator;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A device and its driver that talk on a list, in simulated time; what the driver said of it is written down. */
final class PolledConversation {

    private static final int STEP_MILLIS = 20;

    private final BedsideDevice device;
    private final ListWire wire;
    private final DriverSession session;
    private final List<DriverEvent> events = new ArrayList<>();
    private long at;

    PolledConversation(BedsideDevice device, ListWire wire) {
        this.device = device;
        this.wire = wire;
        this.session = Drivers.named(device.protocol()).orElseThrow().open();
    }

    PolledConversation until(long millis) {
        Consumer<DriverEvent> listener = event -> {
            events.add(event);
            if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
                byte[] question = new byte[bytes.remaining()];
                bytes.duplicate().get(question);
                wire.answer(question);
            }
        };
        for (; at <= millis; at += STEP_MILLIS) {
            device.advance(at);
            session.received(ByteBuffer.wrap(wire.take()), at, listener);
            session.ticked(at, listener);
        }
        return this;
    }

    List<DriverEvent> events() {
        return events;
    }

    List<DriverEvent> malformed() {
        return events.stream().filter(DriverEvent.Malformed.class::isInstance).toList();
    }

    List<Observation> numbers(int code) {
        return readings()
                .flatMap(reading -> reading instanceof Observation observation
                                && observation.code() == code
                                && observation.validity().hasValue()
                        ? Stream.of(observation)
                        : Stream.empty())
                .toList();
    }

    List<Waveform> waves(int code) {
        return readings()
                .flatMap(reading ->
                        reading instanceof Waveform wave && wave.code() == code ? Stream.of(wave) : Stream.empty())
                .toList();
    }

    private Stream<Reading> readings() {
        return events.stream()
                .flatMap(event ->
                        event instanceof DriverEvent.Measured(Reading reading) ? Stream.of(reading) : Stream.empty());
    }
}

package io.wardkeep.driver;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a session said, for tests to look at. */
public record Heard(List<DriverEvent> events) {

    /** A new session hears these bytes at one moment. */
    public static Heard by(Driver driver, byte[]... frames) {
        DriverSession session = driver.open();
        List<DriverEvent> events = new ArrayList<>();
        for (byte[] frame : frames) {
            session.received(ByteBuffer.wrap(frame), 1_000_000, events::add);
        }
        return new Heard(events);
    }

    public List<Observation> observations() {
        return events.stream()
                .flatMap(event -> event instanceof DriverEvent.Measured(Observation observation)
                        ? Stream.of(observation)
                        : Stream.empty())
                .toList();
    }

    public List<Observation> observations(int code) {
        return observations().stream()
                .filter(observation -> observation.code() == code)
                .toList();
    }

    /** The last one said of this metric: its number, or why there is none. */
    public String last(int code) {
        Observation observation = observations(code).getLast();
        return observation.validity().hasValue()
                ? observation.value().toString()
                : observation.validity().name();
    }

    public List<Waveform> waves() {
        return events.stream()
                .flatMap(event ->
                        event instanceof DriverEvent.Measured(Waveform wave) ? Stream.of(wave) : Stream.empty())
                .toList();
    }

    public List<DriverEvent> alerts() {
        return events.stream().filter(DriverEvent.DeviceAlert.class::isInstance).toList();
    }

    public List<DriverEvent> malformed() {
        return events.stream().filter(DriverEvent.Malformed.class::isInstance).toList();
    }
}

package io.wardkeep.simulator;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.patient.Step;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A simulated device and the gateway's driver of its protocol, each reading the document for itself. */
final class Conversation {

    private static final int STEP_MILLIS = 20;

    private final List<DriverEvent> events = new ArrayList<>();
    private final DriverSession session;

    Conversation(String protocol) {
        this.session = Drivers.named(protocol).orElseThrow().open();
    }

    static BedsideDevice device(String protocol, String script, Wire wire) {
        List<Step> steps = Script.parse(script).of("bed", 1);
        Patient patient = new ScriptedPatient(
                new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0), steps);
        return DeviceFactory.onLine(
                protocol,
                new DeviceId("mon-01"),
                patient,
                wire,
                new LineFaults(steps, new SplittableRandom(5)),
                DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z")));
    }

    /** All that the driver says of a device on a wire in memory, from the start until then. */
    static Conversation heard(String protocol, String script, long untilMillis) {
        ListWire wire = new ListWire();
        return between(device(protocol, script, wire), wire, untilMillis);
    }

    /** All that the driver says of this device, from the start until then. */
    static Conversation between(BedsideDevice device, ListWire wire, long untilMillis) {
        Conversation conversation = new Conversation(device.protocol());
        for (long at = 0; at <= untilMillis; at += STEP_MILLIS) {
            device.advance(at);
            conversation.hear(wire.take(), at, wire::answer);
        }
        return conversation;
    }

    /** Bytes came, and time passed; what is to be sent is said at once, acknowledgements too. */
    void hear(byte[] bytes, long atMillis, Consumer<byte[]> sender) {
        Consumer<DriverEvent> listener = event -> {
            events.add(event);
            switch (event) {
                case DriverEvent.Transmit(ByteBuffer answer) -> sender.accept(copy(answer));
                case DriverEvent.Acknowledge(ByteBuffer answer, var _, var _) -> sender.accept(copy(answer));
                case DriverEvent.Measured _,
                        DriverEvent.MeasuredByPart _,
                        DriverEvent.Technical _,
                        DriverEvent.DeviceAlert _,
                        DriverEvent.Identity _,
                        DriverEvent.LeftOut _,
                        DriverEvent.Relayed _,
                        DriverEvent.Moved _,
                        DriverEvent.Malformed _ -> {
                    // Nothing is sent.
                }
            }
        };
        session.received(ByteBuffer.wrap(bytes), atMillis, listener);
        session.ticked(atMillis, listener);
    }

    private static byte[] copy(ByteBuffer answer) {
        byte[] bytes = new byte[answer.remaining()];
        answer.duplicate().get(bytes);
        return bytes;
    }

    List<DriverEvent> events() {
        return events;
    }

    List<DriverEvent> malformed() {
        return events.stream().filter(DriverEvent.Malformed.class::isInstance).toList();
    }

    /** Observations that have a number. */
    List<Observation> numbers(int code) {
        return observations(code).stream()
                .filter(observation -> observation.validity().hasValue())
                .toList();
    }

    List<Observation> observations(int code) {
        List<Observation> found = new ArrayList<>();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Measured(Observation observation) && observation.code() == code) {
                found.add(observation);
            }
        }
        return found;
    }

    List<Waveform> waveforms(int code) {
        List<Waveform> found = new ArrayList<>();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Measured(Waveform wave) && wave.code() == code) {
                found.add(wave);
            }
        }
        return found;
    }
}

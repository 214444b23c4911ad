package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.simulator.patient.Step;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The simulated ventilator and the gateway's driver: two readings of one document. */
class MedibusDeviceTest {

    private static final int RATE = 152_490;
    private static final int AIRWAY_PRESSURE = 151_792;

    private final Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);
    private final ListWire wire = new ListWire();

    @Test
    void driverAndDeviceUnderstandEachOther() {
        List<DriverEvent> events = hear("", 60_000);
        assertThat(events).noneMatch(DriverEvent.Malformed.class::isInstance);
        assertThat(events).contains(new DriverEvent.Identity("Draeger EvitaXL", "", "05.00"));
        assertThat(rates(events)).hasSizeBetween(55, 60);
        assertThat(rates(events).getLast().value().mantissa())
                .isEqualTo(patient.vitals(59_000).breathing().airwayRate());
    }

    @Test
    void curvesFlowAtTheirRate() {
        List<DriverEvent> events = hear("", 60_000);
        int samples = events.stream()
                .mapToInt(
                        event -> event instanceof DriverEvent.Measured(Waveform wave) && wave.code() == AIRWAY_PRESSURE
                                ? wave.length()
                                : 0)
                .sum();
        assertThat(samples).isBetween(3_650, 3_750);
    }

    @Test
    void aPulledCableIsFollowedByAnotherGreeting() {
        List<DriverEvent> events = hear("10s #1 unplug for=20s", 60_000);
        assertThat(rates(events)).hasSizeBetween(32, 40);
    }

    @Test
    void whatItDoesNotKnowIsAnsweredByItsCodeAloneAndWhatDoesNotCheckIsRefused() {
        BedsideDevice device = device("");
        wire.answer(HexFormat.of().parseHex("1b4a36350d"));
        wire.answer(HexFormat.of().parseHex("1b4a36360d"));
        device.advance(10);
        assertThat(new String(wire.take(), StandardCharsets.US_ASCII)).startsWith("\u0001J4B\r\u0001\u001516\r");
    }

    private BedsideDevice device(String script) {
        List<Step> steps = Script.parse(script).of("bed", 1);
        return DeviceFactory.onLine(
                "medibus",
                new DeviceId("vent-01"),
                patient,
                wire,
                new LineFaults(steps, new SplittableRandom(5)),
                DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z")));
    }

    private List<DriverEvent> hear(String script, long untilMillis) {
        BedsideDevice device = device(script);
        DriverSession session = Drivers.named("medibus").orElseThrow().open();
        List<DriverEvent> events = new ArrayList<>();
        Consumer<DriverEvent> listener = event -> {
            events.add(event);
            if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
                byte[] said = new byte[bytes.remaining()];
                bytes.duplicate().get(said);
                wire.answer(said);
            }
        };
        for (long at = 0; at <= untilMillis; at += 40) {
            device.advance(at);
            session.received(ByteBuffer.wrap(wire.take()), at, listener);
            session.ticked(at, listener);
        }
        return events;
    }

    private static List<Observation> rates(List<DriverEvent> events) {
        List<Observation> rates = new ArrayList<>();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Measured(Observation observation) && observation.code() == RATE) {
                rates.add(observation);
            }
        }
        return rates;
    }
}

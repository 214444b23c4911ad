package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.Waveform;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The simulated ventilator and the gateway's driver: two readings of one document. */
class MedibusDeviceTest {

    private static final String MEDIBUS = "medibus";
    private static final int RATE = 152_490;
    private static final int AIRWAY_PRESSURE = 151_792;

    private final Patient patient = new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0);

    @Test
    void driverAndDeviceUnderstandEachOther() {
        Conversation heard = Conversation.heard(MEDIBUS, "", 60_000);
        assertThat(heard.malformed()).isEmpty();
        assertThat(heard.events()).contains(new DriverEvent.Identity("Draeger EvitaXL", "", "05.00"));
        assertThat(heard.observations(RATE)).hasSizeBetween(55, 60);
        assertThat(heard.observations(RATE).getLast().value().mantissa())
                .isEqualTo(patient.vitals(59_000).breathing().airwayRate());
    }

    @Test
    void curvesFlowAtTheirRate() {
        int samples = Conversation.heard(MEDIBUS, "", 60_000).waveforms(AIRWAY_PRESSURE).stream()
                .mapToInt(Waveform::length)
                .sum();
        assertThat(samples).isBetween(3_650, 3_750);
    }

    @Test
    void aPulledCableIsFollowedByAnotherGreeting() {
        assertThat(Conversation.heard(MEDIBUS, "10s #1 unplug for=20s", 60_000).observations(RATE))
                .hasSizeBetween(32, 40);
    }

    @Test
    void whatItDoesNotKnowIsAnsweredByItsCodeAloneAndWhatDoesNotCheckIsRefused() {
        ListWire wire = new ListWire();
        BedsideDevice device = Conversation.device(MEDIBUS, "", wire);
        wire.answer(HexFormat.of().parseHex("1b4a36350d"));
        wire.answer(HexFormat.of().parseHex("1b4a36360d"));
        device.advance(10);
        assertThat(new String(wire.take(), StandardCharsets.US_ASCII)).startsWith("\u0001J4B\r\u0001\u001516\r");
    }
}

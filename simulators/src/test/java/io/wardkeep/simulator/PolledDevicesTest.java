package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.bcc.BccRack;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.capnostream.CapnostreamDevice;
import io.wardkeep.simulator.dri.DriDevice;
import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.pb840.Pb840Device;
import io.wardkeep.simulator.pb840.Pb840WavesDevice;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Devices that are asked: what driver and device make of the same document, and what a device does not obey. */
class PolledDevicesTest {

    private static final DeviceId DEVICE = new DeviceId("bed-01");
    private static final DeviceClock CLOCK = DeviceClock.from(Instant.parse("2026-11-20T09:00:00Z"));

    private final ListWire wire = new ListWire();

    @Test
    void aMonitorSendsWhatItIsAskedFor() {
        Patient patient = patient("");
        Conversation talk = Conversation.between(new DriDevice(DEVICE, patient, wire, CLOCK), wire, 61_000);
        assertThat(talk.malformed()).isEmpty();
        List<Observation> saturations = talk.numbers(150_456);
        assertThat(saturations).hasSizeBetween(12, 13);
        for (Observation saturation : saturations) {
            long at = saturation.measuredMillis() / 200 * 200;
            assertThat(saturation.value().toDouble())
                    .isEqualTo(patient.vitals(at).saturation().orElseThrow());
            assertThat(saturation.deviceMillis()).isEqualTo(CLOCK.at(at).getEpochSecond() * 1_000);
        }
        assertThat(talk.numbers(151_708).getLast().value().toDouble())
                .isCloseTo(patient.vitals(60_000).breathing().endTidalCo2().orElseThrow(), within(3.0));
        assertThat(talk.waveforms(131_330).stream().mapToInt(Waveform::length).sum())
                .isBetween(17_900, 18_300);
        assertThat(talk.waveforms(151_700).stream().mapToInt(Waveform::length).sum())
                .isBetween(1_490, 1_530);
        Waveform pressure = talk.waveforms(150_032).getLast();
        assertThat(pressure.sample(0) / 100.0)
                .isCloseTo(
                        patient.sample(Curve.ARTERIAL_PRESSURE, (pressure.measuredMillis() / 200 * 200) * 1_000_000),
                        within(0.006));
    }

    @Test
    void aMonitorsCuffMeasuresOnceAndItsAlarmsComeAndGo() {
        Patient patient = patient("10s #1 desaturation to=82 over=5s for=20s");
        Conversation talk = Conversation.between(new DriDevice(DEVICE, patient, wire, CLOCK), wire, 120_000);
        assertThat(talk.numbers(150_021)).hasSize(1);
        assertThat(talk.events())
                .containsSubsequence(
                        new DriverEvent.DeviceAlert("SpO2 low", 0, AlertPriority.MEDIUM, true, true),
                        new DriverEvent.DeviceAlert("SpO2 low", 0, AlertPriority.MEDIUM, true, false));
    }

    @Test
    void aMonitorDoesNotObey() {
        DriDevice monitor = new DriDevice(DEVICE, patient(""), wire, CLOCK);
        // A network record, more samples than the interface allows, values every second.
        for (String record : List.of(
                "7e320000000000000000000000000005000000000000ff0000000000000000000000000000000000"
                        + "0000000000000000000000367e",
                "7e480000000000000000000000000001000000000000ff0000000000000000000000000000000000"
                        + "0000000000010104ff0000000000000000000000000000000000000000000000004d7e",
                "7e310000000000000000000000000000000000000000ff0000000000000000000000000000000000"
                        + "00010100000000000000327e")) {
            wire.answer(HexFormat.of().parseHex(record));
        }
        monitor.advance(5_000);
        assertThat(monitor.refused()).isEqualTo(3);
        assertThat(wire.take()).isEmpty();
    }

    @Test
    void aCapnographStreamsItsCurveAtTwentyHertz() {
        Patient patient = patient("");
        Conversation talk = Conversation.between(new CapnostreamDevice(DEVICE, patient, wire, CLOCK), wire, 60_000);
        assertThat(talk.malformed()).isEmpty();
        assertThat(talk.waveforms(151_700).stream().mapToInt(Waveform::length).sum())
                .isBetween(1_150, 1_200);
        assertThat(talk.numbers(151_594)).hasSizeGreaterThan(55);
        assertThat(talk.events()).contains(new DriverEvent.Identity("Capnostream", "B312345678", "V03.12"));
        assertThat(talk.events())
                .doesNotContain(new DriverEvent.DeviceAlert("advisory", 0, AlertPriority.LOW, false, true));
    }

    @Test
    void aCapnographDoesNotObey() {
        CapnostreamDevice capnograph = new CapnostreamDevice(DEVICE, patient(""), wire, CLOCK);
        // The end-tidal alarm limit; a patient's id of one character.
        wire.answer(HexFormat.of().parseHex("85033c01023c"));
        wire.answer(HexFormat.of().parseHex("85023d417e"));
        capnograph.advance(3_000);
        assertThat(capnograph.refused()).isEqualTo(2);
        assertThat(wire.take()).isEmpty();
    }

    @Test
    void aVentilatorReportsWhenItIsAsked() {
        Patient patient = patient("");
        Conversation talk = Conversation.between(new Pb840Device(DEVICE, patient, wire, CLOCK), wire, 60_000);
        assertThat(talk.malformed()).isEmpty();
        List<Observation> rates = talk.numbers(152_490);
        assertThat(rates).hasSizeBetween(28, 30);
        assertThat(rates).allMatch(rate -> rate.validity() == Validity.VALID);
        assertThat(talk.numbers(151_817).getLast().value().toDouble())
                .isCloseTo(patient.vitals(58_000).ventilation().peakPressure(), within(3.0));
        assertThat(talk.events()).contains(new DriverEvent.Identity("Puritan Bennett 840", "3512345678", ""));
    }

    @Test
    void aVentilatorDoesNotObey() {
        Pb840Device ventilator = new Pb840Device(DEVICE, patient(""), wire, CLOCK);
        wire.answer("SPEEP 20\r".getBytes(StandardCharsets.US_ASCII));
        ventilator.advance(0);
        ventilator.advance(1_000);
        assertThat(ventilator.refused()).isEqualTo(1);
        assertThat(new String(wire.take(), StandardCharsets.US_ASCII)).isEqualTo("UNKNOWN COMMAND: SPEEP 20\r");
    }

    @Test
    void aVentilatorWritesItsBreaths() {
        Patient patient = patient("");
        Conversation talk = Conversation.between(new Pb840WavesDevice(DEVICE, patient, wire), wire, 60_000);
        assertThat(talk.malformed()).isEmpty();
        assertThat(talk.waveforms(151_764).stream().mapToInt(Waveform::length).sum())
                .isBetween(2_500, 3_000);
        assertThat(talk.waveforms(151_792).stream().mapToInt(Waveform::length).sum())
                .isEqualTo(talk.waveforms(151_764).stream()
                        .mapToInt(Waveform::length)
                        .sum());
    }

    @Test
    void aRackOfOnePumpGivesReadingsAndOneOfThreeSaysWhose() {
        Conversation one = Conversation.between(new BccRack(DEVICE, wire, 1, true), wire, 20_000);
        assertThat(one.malformed()).isEmpty();
        assertThat(one.numbers(158_014)).hasSizeBetween(8, 10);
        assertThat(one.numbers(158_014).getLast().value()).hasToString("5.00");
        ListWire otherWire = new ListWire();
        Conversation three = Conversation.between(new BccRack(DEVICE, otherWire, 3, false), otherWire, 20_000);
        assertThat(three.malformed()).isEmpty();
        assertThat(three.numbers(158_014)).isEmpty();
        for (int pump = 1; pump <= 3; pump++) {
            String part = "pump-1" + pump;
            String rate = 5 * pump + ".00";
            assertThat(three.events())
                    .anyMatch(event -> event instanceof DriverEvent.MeasuredByPart(var of, Observation observation)
                            && of.equals(part)
                            && observation.code() == 158_014
                            && observation.value().toString().equals(rate));
        }
    }

    @Test
    void aRackDoesNotObey() {
        BccRack rack = new BccRack(DEVICE, wire, 1, false);
        wire.answer(block("ComSystem/1/1>MEM:SET#11,INRT,99"));
        wire.answer(block("1/1/1>MEM:GET"));
        rack.advance(1_000);
        assertThat(rack.refused()).isEqualTo(2);
        assertThat(new String(wire.take(), StandardCharsets.ISO_8859_1))
                .contains("GNERR")
                .doesNotContain("INRT");
    }

    private static byte[] block(String text) {
        String head = "\u0001" + String.format(Locale.ROOT, "%05d", text.length() + 14) + "\u0002" + text + "\u0003";
        return (head + String.format(Locale.ROOT, "%05d", head.chars().sum() & 0xFF) + "\u0004")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Patient patient(String script) {
        return new ScriptedPatient(
                new RecordedPatient(Recording.bundledNumerics("03"), Recording.bundledSignals(), 0),
                Script.parse(script).of("bed", 1));
    }
}

package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.WireException;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.patient.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A running ward of simulated devices. */
public final class SimulatedWard implements AutoCloseable {

    private static final long RECORDING_MILLIS = 480_000;

    private final WardPlan plan;
    private final SimulatorLoop loop;

    private SimulatedWard(WardPlan plan, SimulatorLoop loop) {
        this.plan = plan;
        this.loop = loop;
    }

    /**
     * Switches the ward on. Serial lines exist when this returns.
     *
     * @param plan the ward
     * @param clock what the devices' own clocks show
     */
    public static SimulatedWard start(WardPlan plan, InstantSource clock) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<BedsideDevice> devices = new ArrayList<>();
        try {
            Files.createDirectories(plan.serialDirectory());
            Instant now = clock.instant();
            int number = 0;
            for (WardPlan.Place place : plan.places()) {
                number++;
                devices.add(device(plan, place, number, now, random.split()));
            }
        } catch (IOException e) {
            devices.forEach(BedsideDevice::close);
            throw new UncheckedIOException(e);
        } catch (WireException e) {
            devices.forEach(BedsideDevice::close);
            throw e;
        }
        return new SimulatedWard(plan, SimulatorLoop.start(devices));
    }

    private static BedsideDevice device(
            WardPlan plan, WardPlan.Place place, int number, Instant now, SplittableRandom random) {
        List<Step> steps = plan.script().of(place.bed().name(), number);
        String record = Recording.BUNDLED.get((number - 1) % Recording.BUNDLED.size());
        long offsetMillis = random.nextLong(RECORDING_MILLIS);
        Patient patient = new ScriptedPatient(
                new RecordedPatient(Recording.bundledNumerics(record), Recording.bundledSignals(), offsetMillis),
                steps);
        LineFaults faults = new LineFaults(steps, random);
        return place.path()
                .map(path -> DeviceFactory.onLine(
                        place.driver(), place.device(), patient, new PseudoTerminalWire(path), faults, now))
                .orElseGet(() -> DeviceFactory.byMqtt(
                        place.device(), patient, faults, plan.mqtt().orElseThrow(), now));
    }

    /** The ward. */
    public WardPlan plan() {
        return plan;
    }

    /** What each device has done so far, in the order of the beds; any thread. */
    public List<Tally> tallies() {
        return loop.tallies();
    }

    /** Is it still alive? */
    public boolean running() {
        return loop.running();
    }

    /** Switches everything off and waits for that. */
    @Override
    public void close() {
        loop.close();
    }
}

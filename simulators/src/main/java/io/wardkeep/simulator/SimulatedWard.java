package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.bedside.WireException;
import io.wardkeep.simulator.fault.JumpingClock;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.ModelledPatient;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.patient.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * Switches the ward on. Lines and ports exist when this returns.
     *
     * @param plan the ward
     * @param clock what the devices' own clocks show
     */
    public static SimulatedWard start(WardPlan plan, InstantSource clock) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<BedsideDevice> devices = new ArrayList<>();
        try {
            Files.createDirectories(plan.serialDirectory());
            List<Occupied> beds = new ArrayList<>();
            for (WardPlan.Place place : plan.places()) {
                beds.add(occupied(plan, place, beds.size() + 1, random.split()));
            }
            // read after the recordings are loaded, which takes its time: the devices' clocks start from here
            Instant now = clock.instant();
            for (Occupied bed : beds) {
                devices.add(device(plan, bed, now));
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

    /**
     * A bed with a patient, before its device is switched on.
     *
     * @param place where
     * @param patient who
     * @param steps what happens there
     * @param faults what goes wrong with the line
     */
    private record Occupied(WardPlan.Place place, Patient patient, List<Step> steps, LineFaults faults) {}

    /** As many recorded patients as there are recordings, unless illness awaits them; all others are modelled. */
    private static Occupied occupied(WardPlan plan, WardPlan.Place place, int number, SplittableRandom random) {
        List<Step> steps = plan.script().of(place.bed().name(), number);
        long offsetMillis = random.nextLong(RECORDING_MILLIS);
        boolean recorded = number <= Recording.BUNDLED.size() && !ScriptedPatient.needsBody(steps);
        Patient patient = recorded
                ? new RecordedPatient(
                        Recording.bundledNumerics(Recording.BUNDLED.get(number - 1)),
                        Recording.bundledSignals(),
                        offsetMillis)
                : new ModelledPatient(offsetMillis, steps);
        return new Occupied(place, new ScriptedPatient(patient, steps), steps, new LineFaults(steps, random));
    }

    private static BedsideDevice device(WardPlan plan, Occupied bed, Instant now) {
        WardPlan.Place place = bed.place();
        DeviceClock clock = new JumpingClock(DeviceClock.from(now), bed.steps());
        return switch (place.spot()) {
            case Spot.Cable(Path path, var _) -> onLine(bed, new PseudoTerminalWire(path), clock);
            case Spot.Server(int port) -> onLine(bed, new TcpWire(port), clock);
            case Spot.Datagrams(int port) -> onLine(bed, new UdpWire(port), clock);
            case Spot.Broker() ->
                DeviceFactory.byMqtt(
                        place.driver(),
                        place.device(),
                        bed.patient(),
                        bed.faults(),
                        plan.mqtt().orElseThrow(),
                        clock);
        };
    }

    private static BedsideDevice onLine(Occupied bed, Wire wire, DeviceClock clock) {
        WardPlan.Place place = bed.place();
        return DeviceFactory.onLine(place.driver(), place.device(), bed.patient(), wire, bed.faults(), clock);
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

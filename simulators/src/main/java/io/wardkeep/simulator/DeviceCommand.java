package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.patient.Step;
import io.wardkeep.ward.DeviceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "One device on a pseudo-terminal, a TCP port or by MQTT.",
        footer = {
            "",
            "Example: wardkeep-sim device nonin-oem3 --link /tmp/ox-01",
            "         wardkeep-sim device masimo-ascii1 --tcp 4001",
            "         wardkeep-sim device wardkeep-json --name monitor-12 --mqtt 127.0.0.1:1883"
        })
final class DeviceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PROTOCOL", description = "One of wardkeep-sim list.")
    private String protocol = "";

    @Option(names = "--name", defaultValue = "ox-01", description = "The device (default ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--link", defaultValue = "", description = "Path of the pseudo-terminal.")
    private String link = "";

    @Option(names = "--tcp", defaultValue = "0", description = "Listen on this loopback port instead.")
    private int tcpPort;

    @Option(names = "--mqtt", defaultValue = "", description = "host:port of the gateway.")
    private String mqtt = "";

    @Option(names = "--record", defaultValue = "01", description = "A bundled record (default ${DEFAULT-VALUE}).")
    private String record = "";

    @Option(names = "--script", defaultValue = "", description = "A file, or demo-desaturation; the bed is #1.")
    private String script = "";

    @Option(names = "--seed", defaultValue = "1", description = "For everything that is chance.")
    private long seed;

    @Option(names = "--for", defaultValue = "", description = "Stop after, for example 60s (default: never).")
    private String length = "";

    @Override
    public Integer call() throws IOException {
        List<Step> steps = RunningLoop.script(script).of(name, 1);
        Patient patient = new RecordedPatient(Recording.bundledNumerics(record), Recording.bundledSignals(), 0);
        return run(protocol, name, link, tcpPort, mqtt, patient, steps, seed, length);
    }

    /** Runs one device; shared with the commands that only choose the patient or the script. */
    static int run(
            String protocol,
            String name,
            String link,
            int tcpPort,
            String mqtt,
            Patient patient,
            List<Step> steps,
            long seed,
            String length)
            throws IOException {
        DeviceId device = new DeviceId(name);
        LineFaults faults = new LineFaults(steps, new SplittableRandom(seed));
        Patient scripted = new ScriptedPatient(patient, steps);
        Instant now = InstantSource.system().instant();
        BedsideDevice running;
        if (DeviceFactory.BY_MQTT.equals(protocol)) {
            running = DeviceFactory.byMqtt(device, scripted, faults, MqttTarget.parse(mqtt), now);
        } else {
            if (link.isEmpty() == (tcpPort == 0)) {
                throw new IllegalArgumentException("say where: either --link or --tcp");
            }
            Wire wire = link.isEmpty()
                    ? new TcpWire(tcpPort)
                    : new PseudoTerminalWire(Path.of(link).toAbsolutePath());
            System.err.println(device + " speaks " + protocol + " on " + wire.place());
            running = DeviceFactory.onLine(protocol, device, scripted, wire, faults, DeviceClock.from(now));
        }
        try (SimulatorLoop loop = SimulatorLoop.start(List.of(running))) {
            return RunningLoop.report(length, loop::running, loop::tallies, System.out);
        }
    }
}

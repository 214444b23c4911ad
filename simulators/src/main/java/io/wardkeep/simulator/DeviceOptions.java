package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.fault.JumpingClock;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.patient.Step;
import io.wardkeep.ward.DeviceId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** What the commands that run one device share: what it is called, where it speaks, and for how long. */
final class DeviceOptions {

    @Option(names = "--name", defaultValue = "ox-01", description = "The device (default ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--link", defaultValue = "", description = "Path of a pseudo-terminal.")
    private String link = "";

    @Option(names = "--serial", defaultValue = "", description = "A real serial port, set by its first setting.")
    private String serial = "";

    @Option(names = "--tcp", defaultValue = "0", description = "Listen on this loopback port.")
    private int tcpPort;

    @Option(names = "--connect", defaultValue = "", description = "host:port: connect there by TCP.")
    private String connect = "";

    @Option(names = "--udp", defaultValue = "0", description = "Wait for datagrams on this loopback port.")
    private int udpPort;

    @Option(names = "--mqtt", defaultValue = "", description = "host:port of the gateway.")
    private String mqtt = "";

    @Option(names = "--seed", defaultValue = "1", description = "For everything that is chance.")
    private long seed;

    @Option(names = "--for", defaultValue = "", description = "Stop after, for example 60s (default: never).")
    private String length = "";

    String name() {
        return name;
    }

    long seed() {
        return seed;
    }

    /** Runs a device until the time is over; exit code. */
    int run(String protocol, Patient patient, List<Step> steps) {
        DeviceId device = new DeviceId(name);
        LineFaults faults = new LineFaults(steps, new SplittableRandom(seed));
        Patient scripted = new ScriptedPatient(patient, steps);
        DeviceClock clock =
                new JumpingClock(DeviceClock.from(InstantSource.system().instant()), steps);
        BedsideDevice running;
        if (DeviceFactory.BY_MQTT.contains(protocol)) {
            running = DeviceFactory.byMqtt(protocol, device, scripted, faults, MqttTarget.parse(mqtt), clock);
        } else {
            Wire wire = wire(protocol);
            System.err.println(device + " speaks " + protocol + " on " + wire.place());
            running = DeviceFactory.onLine(protocol, device, scripted, wire, faults, clock);
        }
        try (SimulatorLoop loop = SimulatorLoop.start(List.of(running))) {
            return RunningLoop.report(length, loop::running, loop::tallies, System.out);
        }
    }

    private Wire wire(String protocol) {
        int ways = (link.isEmpty() ? 0 : 1)
                + (serial.isEmpty() ? 0 : 1)
                + (tcpPort == 0 ? 0 : 1)
                + (connect.isEmpty() ? 0 : 1)
                + (udpPort == 0 ? 0 : 1);
        if (ways != 1) {
            throw new IllegalArgumentException("say where: one of --link, --serial, --tcp, --connect and --udp");
        }
        if (!link.isEmpty()) {
            return new PseudoTerminalWire(Path.of(link).toAbsolutePath());
        }
        if (!serial.isEmpty()) {
            return SerialWire.open(Path.of(serial), protocol);
        }
        if (!connect.isEmpty()) {
            int colon = connect.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("expected host:port, not " + connect);
            }
            return new TcpClientWire(connect.substring(0, colon), Integer.parseInt(connect.substring(colon + 1)));
        }
        return tcpPort == 0 ? new UdpWire(udpPort) : new TcpWire(tcpPort);
    }
}

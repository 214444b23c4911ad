package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.fault.FaultyDevice;
import io.wardkeep.simulator.fault.FaultyWire;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.masimo.MasimoDevice;
import io.wardkeep.simulator.monitor.MonitorDevice;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.nonin.NoninFormat8Device;
import io.wardkeep.simulator.nonin.NoninOem3Device;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;
import java.time.Instant;
import java.util.List;

/** Every simulated protocol, by hand: a new one is one line here. */
public final class DeviceFactory {

    /** Protocols that speak on a line. */
    public static final List<String> ON_LINES = List.of("nonin-oem3", "nonin-df8", "masimo-ascii1");

    /** The protocol that speaks by MQTT. */
    static final String BY_MQTT = "wardkeep-json";

    private DeviceFactory() {}

    /**
     * A device on a wire to which the faults happen; throws IllegalArgumentException for a protocol that is none of
     * {@link #ON_LINES}.
     */
    public static BedsideDevice onLine(
            String protocol, DeviceId device, Patient patient, Wire wire, LineFaults faults, DeviceClock clock) {
        FaultyWire faulty = new FaultyWire(wire, faults);
        return new FaultyDevice(onLine(protocol, device, patient, faulty, clock), faulty);
    }

    private static BedsideDevice onLine(
            String protocol, DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        return switch (protocol) {
            case "nonin-oem3" -> new NoninOem3Device(device, patient, wire);
            case "nonin-df8" -> new NoninFormat8Device(device, patient, wire);
            case "masimo-ascii1" -> new MasimoDevice(device, patient, wire, clock);
            default ->
                throw new IllegalArgumentException(
                        "no simulated device speaks " + protocol + " on a line; there are " + ON_LINES);
        };
    }

    /** A monitor. */
    static BedsideDevice byMqtt(DeviceId device, Patient patient, LineFaults faults, MqttTarget target, Instant now) {
        return new MonitorDevice(device, patient, faults, target, now);
    }
}

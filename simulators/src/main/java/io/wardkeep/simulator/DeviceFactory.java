package io.wardkeep.simulator;

import io.wardkeep.simulator.astm.AnalyserDevice;
import io.wardkeep.simulator.bcc.BccRack;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.capnostream.CapnostreamDevice;
import io.wardkeep.simulator.contec.ContecV7Device;
import io.wardkeep.simulator.contec.FiveByteDevice;
import io.wardkeep.simulator.dri.DriDevice;
import io.wardkeep.simulator.fault.FaultyDevice;
import io.wardkeep.simulator.fault.FaultyWire;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.hl7.Hl7Monitor;
import io.wardkeep.simulator.intellivue.IntellivueDevice;
import io.wardkeep.simulator.masimo.MasimoDevice;
import io.wardkeep.simulator.medibus.MedibusDevice;
import io.wardkeep.simulator.monitor.MonitorDevice;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.nonin.NoninDisplayDevice;
import io.wardkeep.simulator.nonin.NoninPacketDevice;
import io.wardkeep.simulator.nonin.NoninSpotDevice;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.pb840.Pb840Device;
import io.wardkeep.simulator.pb840.Pb840WavesDevice;
import io.wardkeep.simulator.senml.SenMlBridge;
import io.wardkeep.simulator.sparkplug.SparkplugNode;
import io.wardkeep.ward.DeviceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every simulated protocol, by hand: a new one is one line here. */
public final class DeviceFactory {

    private static final List<OnLine> LINE_KINDS = List.of(
            new OnLine(
                    "nonin-oem3", "ox", (device, patient, wire, _) -> NoninPacketDevice.format2(device, patient, wire)),
            new OnLine(
                    "nonin-df7", "ox", (device, patient, wire, _) -> NoninPacketDevice.format7(device, patient, wire)),
            new OnLine("masimo-ascii1", "ox", MasimoDevice::new),
            new OnLine(
                    "nonin-df1", "ox", (device, patient, wire, _) -> NoninDisplayDevice.format1(device, patient, wire)),
            new OnLine(
                    "nonin-df8", "ox", (device, patient, wire, _) -> NoninDisplayDevice.format8(device, patient, wire)),
            new OnLine("nonin-df13", "spot", NoninSpotDevice::new),
            new OnLine("contec-v5", "ox", (device, patient, wire, _) -> FiveByteDevice.contecV5(device, patient, wire)),
            new OnLine("contec-v7", "ox", (device, patient, wire, _) -> new ContecV7Device(device, patient, wire)),
            new OnLine("berry-bci", "ox", (device, patient, wire, _) -> FiveByteDevice.berry(device, patient, wire)),
            new OnLine("medibus", "vent", (device, patient, wire, _) -> new MedibusDevice(device, patient, wire)),
            new OnLine("philips-intellivue", "mon", IntellivueDevice::onLine),
            new OnLine("philips-intellivue-udp", "mon", IntellivueDevice::onNetwork),
            new OnLine("astm", "poct", AnalyserDevice::new),
            new OnLine("ge-dri", "monitor", DriDevice::new),
            new OnLine("capnostream20", "capno", CapnostreamDevice::new),
            new OnLine("pb840", "vent", Pb840Device::new),
            new OnLine(
                    "pb840-waves",
                    "vent-waves",
                    (device, patient, wire, _) -> new Pb840WavesDevice(device, patient, wire)),
            new OnLine("bbraun-bcc", "pump", (device, _, wire, _) -> new BccRack(device, wire, 1, true)),
            new OnLine("hl7", "hl7", Hl7Monitor::new));

    private static final List<ByMqtt> MQTT_KINDS = List.of(
            new ByMqtt("senml", "bridge", SenMlBridge::new),
            new ByMqtt("sparkplug", "edge", SparkplugNode::new),
            new ByMqtt("wardkeep-json", "monitor", MonitorDevice::new));

    /** Protocols that speak on a line or in datagrams. */
    public static final List<String> ON_LINES =
            LINE_KINDS.stream().map(OnLine::protocol).toList();

    /** Protocols that speak by MQTT. */
    public static final List<String> BY_MQTT =
            MQTT_KINDS.stream().map(ByMqtt::protocol).toList();

    private DeviceFactory() {}

    /** Makes a device that speaks on a wire. */
    private interface Maker {

        BedsideDevice make(DeviceId device, Patient patient, Wire wire, DeviceClock clock);
    }

    /**
     * A kind of device on a wire.
     *
     * @param protocol name of the gateway's driver
     * @param stem how such devices are called in a ward: {@code ox} makes {@code ox-07}
     * @param maker makes one
     */
    private record OnLine(String protocol, String stem, Maker maker) {}

    /** Makes a device that speaks by MQTT. It has its network's faults itself. */
    private interface MqttMaker {

        BedsideDevice make(DeviceId device, Patient patient, LineFaults faults, MqttTarget target, DeviceClock clock);
    }

    /** A kind of device that speaks by MQTT; components as for {@link OnLine}. */
    private record ByMqtt(String protocol, String stem, MqttMaker maker) {}

    /**
     * How devices of a protocol are called in a ward; throws IllegalArgumentException for one that is not simulated.
     */
    static String stem(String protocol) {
        return Stream.concat(
                        LINE_KINDS.stream()
                                .filter(kind -> kind.protocol().equals(protocol))
                                .map(OnLine::stem),
                        MQTT_KINDS.stream()
                                .filter(kind -> kind.protocol().equals(protocol))
                                .map(ByMqtt::stem))
                .findFirst()
                .orElseThrow(() -> unknown(protocol));
    }

    /**
     * A device on a wire to which the faults happen; throws IllegalArgumentException for a protocol that is none of
     * {@link #ON_LINES}.
     */
    public static BedsideDevice onLine(
            String protocol, DeviceId device, Patient patient, Wire wire, LineFaults faults, DeviceClock clock) {
        Optional<OnLine> kind =
                LINE_KINDS.stream().filter(k -> k.protocol().equals(protocol)).findFirst();
        FaultyWire faulty = new FaultyWire(wire, faults);
        return new FaultyDevice(
                kind.orElseThrow(() -> unknown(protocol)).maker().make(device, patient, faulty, clock), faulty);
    }

    /** A device that speaks by MQTT; throws IllegalArgumentException for one that is none of {@link #BY_MQTT}. */
    public static BedsideDevice byMqtt(
            String protocol,
            DeviceId device,
            Patient patient,
            LineFaults faults,
            MqttTarget target,
            DeviceClock clock) {
        Optional<ByMqtt> kind =
                MQTT_KINDS.stream().filter(k -> k.protocol().equals(protocol)).findFirst();
        return kind.orElseThrow(() -> unknown(protocol)).maker().make(device, patient, faults, target, clock);
    }

    private static IllegalArgumentException unknown(String protocol) {
        return new IllegalArgumentException(
                "no simulated device speaks " + protocol + "; on lines speak " + ON_LINES + ", by MQTT " + BY_MQTT);
    }
}

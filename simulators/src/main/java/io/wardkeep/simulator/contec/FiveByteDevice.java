package io.wardkeep.simulator.contec;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;

/** Contec V5.0A and Berry BCI: five bytes a packet, by themselves. */
public final class FiveByteDevice implements BedsideDevice {

    private static final int FIRST = 0x80;
    private static final int NO_FINGER = 0x10;

    /** The two makers. */
    private enum Model {
        /** Sixty packets a second, pleth 0 to 127. */
        CONTEC_V5("contec-v5", 60, 0, 127),
        /** A hundred packets a second, pleth 1 to 100. */
        BERRY_BCI("berry-bci", 100, 1, 100);

        private final String protocol;
        private final int packetsPerSecond;
        private final int plethMin;
        private final int plethMax;

        Model(String protocol, int packetsPerSecond, int plethMin, int plethMax) {
            this.protocol = protocol;
            this.packetsPerSecond = packetsPerSecond;
            this.plethMin = plethMin;
            this.plethMax = plethMax;
        }
    }

    private final Model model;
    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private long packetsDone;
    private long heard;
    private long unheard;

    private FiveByteDevice(Model model, DeviceId device, Patient patient, Wire wire) {
        this.model = model;
        this.device = device;
        this.patient = patient;
        this.wire = wire;
    }

    /** A Contec that has just been switched on. */
    public static FiveByteDevice contecV5(DeviceId device, Patient patient, Wire wire) {
        return new FiveByteDevice(Model.CONTEC_V5, device, patient, wire);
    }

    /** A Berry that has just been switched on. */
    public static FiveByteDevice berry(DeviceId device, Patient patient, Wire wire) {
        return new FiveByteDevice(Model.BERRY_BCI, device, patient, wire);
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return model.protocol;
    }

    @Override
    public void advance(long atMillis) {
        while (packetsDone < atMillis * model.packetsPerSecond / 1_000) {
            if (wire.send(packet(FingerPulse.at(patient, packetsDone++, model.packetsPerSecond)))) {
                heard++;
            } else {
                unheard++;
            }
        }
    }

    private byte[] packet(FingerPulse pulse) {
        int pleth = pulse.fingerIn()
                ? model.plethMin + (int) Math.round((model.plethMax - model.plethMin) * pulse.height())
                : 0;
        return new byte[] {
            (byte) (FIRST | (pulse.fingerIn() ? FingerPulse.STRENGTH : 0)),
            (byte) pleth,
            (byte) (pulse.bar() | (pulse.fingerIn() ? 0 : NO_FINGER) | (pulse.rate() & 0x80) >> 1),
            (byte) (pulse.rate() & 0x7F),
            (byte) pulse.saturation()
        };
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), heard, unheard, heard * 3, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

package io.wardkeep.simulator.nonin;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;

/** Data formats 2 and 7: 75 frames of five bytes a second, 25 of them a packet. */
public final class NoninPacketDevice implements BedsideDevice {

    private static final int FRAMES_PER_SECOND = 75;
    private static final int FRAMES_PER_PACKET = 25;
    private static final int TIMER_MODULUS = 1 << 14;

    private static final int STATUS = 0x80;
    private static final int OUT_OF_TRACK = 0x10;
    private static final int SENSOR_ALARM = 0x08;
    private static final int GREEN_PERFUSION = 0x02;
    private static final int SYNC = 0x01;
    /** A detected pulse is shown for so many frames. */
    private static final int PULSE_FRAMES = 12;

    /** The highest plethysmogram of eight bits, and of sixteen. */
    private static final int BYTE_MAX = 0xFF;

    private static final int WORD_MAX = 0xFFFF;

    private final String protocol;
    private final int plethMax;
    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DisplayValues display = new DisplayValues();
    private final int[] values = new int[FRAMES_PER_PACKET + 1];

    private long framesDone;
    private int framesSincePulse;
    private boolean packetHeard;
    private Vitals vitals;
    private long packets;
    private long unheard;

    private NoninPacketDevice(String protocol, int plethMax, DeviceId device, Patient patient, Wire wire) {
        this.protocol = protocol;
        this.plethMax = plethMax;
        this.device = device;
        this.patient = patient;
        this.wire = wire;
        this.vitals = patient.vitals(0);
    }

    /** A device that has just been switched on, in data format 2. */
    public static NoninPacketDevice format2(DeviceId device, Patient patient, Wire wire) {
        return new NoninPacketDevice("nonin-oem3", BYTE_MAX, device, patient, wire);
    }

    /** The same in data format 7: no start byte, and a finer plethysmogram. */
    public static NoninPacketDevice format7(DeviceId device, Patient patient, Wire wire) {
        return new NoninPacketDevice("nonin-df7", WORD_MAX, device, patient, wire);
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public void advance(long atMillis) {
        long framesDue = atMillis * FRAMES_PER_SECOND / 1_000;
        while (framesDone < framesDue) {
            frame(framesDone++);
        }
    }

    private void frame(long number) {
        int place = (int) (number % FRAMES_PER_PACKET) + 1;
        long atMillis = number * 1_000 / FRAMES_PER_SECOND;
        if (place == 1) {
            begin(number / FRAMES_PER_PACKET, atMillis);
        }
        int pleth = vitals.fingerInProbe()
                ? (int) Math.round(
                        plethMax * patient.height(Curve.PLETHYSMOGRAM, number * 1_000_000_000L / FRAMES_PER_SECOND))
                : 0;
        packetHeard &= wire.send(encode(status(place), pleth, values[place]));
        if (place == FRAMES_PER_PACKET) {
            packets += packetHeard ? 1 : 0;
            unheard += packetHeard ? 0 : 1;
        }
    }

    /** Fills the fourth bytes of the packet's frames, by their place in it, counted from 1. */
    private void begin(long packet, long atMillis) {
        vitals = patient.vitals(atMillis);
        display.advance(vitals, atMillis);
        int timer = (int) (packet % TIMER_MODULUS);
        int saturation = vitals.saturation().orElse(DisplayValues.SATURATION_MISSING);
        int rate = vitals.pulseRate().orElse(DisplayValues.RATE_MISSING);
        split(1, rate);
        values[3] = saturation;
        values[4] = 48;
        values[6] = timer >> 7;
        values[7] = timer & 0x7F;
        values[8] = 0;
        values[9] = display.saturation();
        values[10] = saturation;
        values[11] = saturation;
        split(14, rate);
        values[16] = saturation;
        values[17] = display.saturation();
        split(20, display.rate());
        split(22, display.rate());
        packetHeard = true;
    }

    /** Rates have nine bits: two in the first of two frames, seven in the second. */
    private void split(int place, int rate) {
        values[place] = rate >> 7;
        values[place + 1] = rate & 0x7F;
    }

    private int status(int place) {
        int status = STATUS | (place == 1 ? SYNC : 0);
        if (!vitals.fingerInProbe()) {
            return status | SENSOR_ALARM | OUT_OF_TRACK;
        }
        int rate = vitals.pulseRate().orElse(0);
        framesSincePulse++;
        if (rate > 0 && framesSincePulse >= FRAMES_PER_SECOND * 60 / rate) {
            framesSincePulse = 0;
        }
        return status | (framesSincePulse < PULSE_FRAMES ? GREEN_PERFUSION : 0);
    }

    private byte[] encode(int status, int pleth, int value) {
        return plethMax == BYTE_MAX
                ? new byte[] {1, (byte) status, (byte) pleth, (byte) value, (byte) (1 + status + pleth + value)}
                : new byte[] {
                    (byte) status,
                    (byte) (pleth >> 8),
                    (byte) pleth,
                    (byte) value,
                    (byte) (status + (pleth >> 8) + pleth + value)
                };
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), packets, unheard, packets, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

package io.wardkeep.simulator.nonin;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.util.Arrays;

/** Data formats 1 and 8: the display once a second, in three bytes or four. */
public final class NoninDisplayDevice implements BedsideDevice {

    private static final int FIRST = 0x80;
    private static final int OUT_OF_TRACK = 0x20;
    private static final int SENSOR_ALARM = 0x08;
    private static final int HIGH_QUALITY = 0x20;

    private final String protocol;
    private final boolean hasQuality;
    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DisplayValues display = new DisplayValues();
    private long secondsDone;
    private long frames;
    private long unheard;

    private NoninDisplayDevice(String protocol, boolean hasQuality, DeviceId device, Patient patient, Wire wire) {
        this.protocol = protocol;
        this.hasQuality = hasQuality;
        this.device = device;
        this.patient = patient;
        this.wire = wire;
    }

    /** A device that has just been switched on, in data format 1: nothing tells that the finger is out. */
    public static NoninDisplayDevice format1(DeviceId device, Patient patient, Wire wire) {
        return new NoninDisplayDevice("nonin-df1", false, device, patient, wire);
    }

    /** The same in data format 8: the fourth byte has the sensor's alarm. */
    public static NoninDisplayDevice format8(DeviceId device, Patient patient, Wire wire) {
        return new NoninDisplayDevice("nonin-df8", true, device, patient, wire);
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
        while (secondsDone < atMillis / 1_000) {
            secondsDone++;
            frame(secondsDone * 1_000);
        }
    }

    private void frame(long atMillis) {
        Vitals vitals = patient.vitals(atMillis);
        display.advance(vitals, atMillis);
        boolean off = !vitals.fingerInProbe();
        byte[] frame = {
            (byte) (FIRST | (off ? OUT_OF_TRACK : 0) | display.rate() >> 7),
            (byte) (display.rate() & 0x7F),
            (byte) display.saturation(),
            (byte) (off ? SENSOR_ALARM : HIGH_QUALITY)
        };
        if (wire.send(hasQuality ? frame : Arrays.copyOf(frame, frame.length - 1))) {
            frames++;
        } else {
            unheard++;
        }
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), frames, unheard, frames * 2, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

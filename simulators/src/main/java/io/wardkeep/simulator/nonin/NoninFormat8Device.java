package io.wardkeep.simulator.nonin;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;

/** Data format 8: four bytes a second. */
public final class NoninFormat8Device implements BedsideDevice {

    private static final int FIRST = 0x80;
    private static final int OUT_OF_TRACK = 0x20;
    private static final int SENSOR_ALARM = 0x08;
    private static final int HIGH_QUALITY = 0x20;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DisplayValues display = new DisplayValues();
    private long secondsDone;
    private long frames;
    private long unheard;

    /** A device that has just been switched on. */
    public NoninFormat8Device(DeviceId device, Patient patient, Wire wire) {
        this.device = device;
        this.patient = patient;
        this.wire = wire;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "nonin-df8";
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
        if (wire.send(frame)) {
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

package io.wardkeep.simulator.pb840;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a line of flow and pressure every 20 ms, and where a breath begins and ends. Hears nothing. */
public final class Pb840WavesDevice implements BedsideDevice {

    private static final int SAMPLE_MILLIS = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double INSPIRATION_LITRES_PER_MINUTE = 2;
    private static final int BREATH_NUMBERS = 65_536;
    private static final int FIRST_BREATH = 65_500;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private long samplesDone;
    private int breath = FIRST_BREATH;
    private boolean breathing;
    private boolean expired = true;
    private long lines;
    private long unheard;

    /** A ventilator that ventilates. */
    public Pb840WavesDevice(DeviceId device, Patient patient, Wire wire) {
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
        return "pb840-waves";
    }

    @Override
    public void advance(long atMillis) {
        while (samplesDone < atMillis / SAMPLE_MILLIS) {
            samplesDone++;
            sample(samplesDone * SAMPLE_MILLIS * NANOS_PER_MILLI);
        }
        // The port is written to only; what a host sends is taken from the line and goes nowhere.
        wire.receive();
    }

    private void sample(long atNanos) {
        double flow = patient.sample(Curve.AIRWAY_FLOW, atNanos);
        double pressure = patient.sample(Curve.AIRWAY_PRESSURE, atNanos);
        if (flow > INSPIRATION_LITRES_PER_MINUTE && expired) {
            expired = false;
            if (breathing) {
                line("BE\n");
            }
            breathing = true;
            breath = (breath + 1) % BREATH_NUMBERS;
            line("BS, S:" + breath + ",\n");
        }
        expired |= flow < 0;
        if (breathing) {
            line(String.format(Locale.ROOT, "%.2f, %.2f\n", flow, pressure));
        }
    }

    private void line(String text) {
        if (wire.send(text.getBytes(StandardCharsets.US_ASCII))) {
            lines++;
        } else {
            unheard++;
        }
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), lines, unheard, lines, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

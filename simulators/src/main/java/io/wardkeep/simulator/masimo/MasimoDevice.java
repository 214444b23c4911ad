package io.wardkeep.simulator.masimo;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One line of text a second. */
public final class MasimoDevice implements BedsideDevice {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss", Locale.ROOT);
    /** The measurement runs. */
    private static final int RUNNING = 0x800;

    private static final int SENSOR_OFF_PATIENT = 0x020;
    private static final int LINE_VALUES = 3;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private long secondsDone;
    private long lines;
    private long unheard;

    /** A device that has just been switched on. */
    public MasimoDevice(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "masimo-ascii1";
    }

    @Override
    public void advance(long atMillis) {
        while (secondsDone < atMillis / 1_000) {
            secondsDone++;
            line(secondsDone * 1_000);
        }
    }

    private void line(long atMillis) {
        byte[] bytes = text(patient.vitals(atMillis), clock.localAt(atMillis)).getBytes(StandardCharsets.US_ASCII);
        if (wire.send(bytes)) {
            lines++;
        } else {
            unheard++;
        }
    }

    private static String text(Vitals vitals, LocalDateTime time) {
        boolean measured = vitals.fingerInProbe();
        return TIME.format(time)
                + " SN=0000070986 SPO2=" + digits(vitals.saturation()) + "% BPM=" + digits(vitals.pulseRate())
                + " PI=" + perfusion(vitals)
                + "% SPCO=--% SPMET=--.-% DESAT=-- PIDELTA=+-- PVI=--- ALARM=000000 EXC="
                + String.format(Locale.ROOT, "%06X", measured ? RUNNING : RUNNING | SENSOR_OFF_PATIENT) + "\r\n";
    }

    private static String perfusion(Vitals vitals) {
        OptionalDouble index = vitals.oximetry().perfusionIndex();
        return index.isPresent() ? String.format(Locale.ROOT, "%05.2f", index.getAsDouble()) : "--.--";
    }

    private static String digits(OptionalInt number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%03d", number.getAsInt()) : "---";
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), lines, unheard, lines * LINE_VALUES, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

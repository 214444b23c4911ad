package io.wardkeep.simulator.medibus;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.util.Locale;

/** A ventilator of the Evita family: measured values, alarms, settings, and three curves. */
public final class MedibusDevice implements BedsideDevice {

    private static final long CALL_MILLIS = 3_000;
    private static final long SILENCE_MILLIS = 3_000;
    private static final double MILLIBAR_PER_CENTIMETRE = 0.980665;

    private static final int NAK = 0x15;
    private static final int MEASURED = 0x24;
    private static final int ALARMS = 0x27;
    private static final int SETTINGS = 0x29;
    private static final int CONNECT = 0x51;
    private static final int IDENTITY = 0x52;
    private static final int CURVES_OFFERED = 0x53;
    private static final int CURVES_CHOSEN = 0x54;
    private static final int STOP = 0x55;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final SlowFrames frames = new SlowFrames();
    private final CurveStream curves = new CurveStream();
    private boolean connected;
    private long heardMillis;
    private long calledMillis = Long.MIN_VALUE / 2;
    private long recordsDone;
    private long answers;
    private long unheard;

    /** A device that has just been switched on. */
    public MedibusDevice(DeviceId device, Patient patient, Wire wire) {
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
        return "medibus";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] received = wire.receive(); received.length > 0; received = wire.receive()) {
            curves.hear(received);
            for (SlowFrames.Heard heard : frames.hear(received)) {
                hear(heard, atMillis);
            }
        }
        if (connected && atMillis - heardMillis > SILENCE_MILLIS) {
            disconnected();
        }
        if (!connected && atMillis - calledMillis >= CALL_MILLIS) {
            calledMillis = atMillis;
            send(SlowFrames.message(SlowFrames.ESC, CONNECT, ""));
        }
        while (recordsDone < atMillis / CurveStream.INTERVAL_MILLIS) {
            byte[] record = curves.record(patient, recordsDone++ * CurveStream.INTERVAL_MILLIS * 1_000_000L);
            if (record.length > 0) {
                send(record);
            }
        }
    }

    private void hear(SlowFrames.Heard heard, long atMillis) {
        heardMillis = atMillis;
        if (heard.first() == SlowFrames.SOH) {
            connected |= heard.checks() && heard.code() == CONNECT;
        } else if (!heard.checks()) {
            send(SlowFrames.message(SlowFrames.SOH, NAK, ""));
        } else {
            obey(heard, atMillis);
        }
    }

    /** Every command is answered; one that is not known, by its code alone. */
    private void obey(SlowFrames.Heard command, long atMillis) {
        switch (command.code()) {
            case CONNECT -> {
                connected = true;
                curves.stop();
                answer(command.code(), "");
            }
            case IDENTITY -> answer(command.code(), "8260'EvitaXL'05.00:04.00");
            case MEASURED -> answer(command.code(), measured(patient.vitals(atMillis)));
            case ALARMS -> answer(command.code(), alarms(patient.vitals(atMillis)));
            case SETTINGS -> answer(command.code(), "01  40 040.48009 15.00B  5.0");
            case CURVES_OFFERED -> answer(command.code(), CurveStream.offer());
            case CURVES_CHOSEN -> {
                curves.choose(command.data());
                answer(command.code(), "");
            }
            case STOP -> {
                answer(command.code(), "");
                disconnected();
            }
            default -> answer(command.code(), "");
        }
    }

    /** What is not available is not sent. */
    private static String measured(Vitals vitals) {
        StringBuilder text = new StringBuilder();
        text.append("78").append(pressure(vitals.ventilation().endExpiratoryPressure()));
        text.append("7D").append(pressure(vitals.ventilation().peakPressure()));
        text.append("73").append(pressure(vitals.ventilation().meanPressure()));
        text.append("B9")
                .append(String.format(Locale.ROOT, "%4.1f", vitals.ventilation().minuteVolume()));
        text.append("88")
                .append(String.format(
                        Locale.ROOT, "%4d", Math.round(vitals.ventilation().tidalVolume())));
        text.append("D6")
                .append(String.format(Locale.ROOT, "%3d ", vitals.breathing().airwayRate()));
        text.append("F0")
                .append(String.format(
                        Locale.ROOT, "%3d ", Math.round(vitals.breathing().inspiredOxygen())));
        vitals.breathing()
                .endTidalCo2()
                .ifPresent(co2 -> text.append("E6").append(String.format(Locale.ROOT, "%3d ", Math.round(co2))));
        return text.toString();
    }

    /** Apnoea is told after fifteen seconds. */
    private static String alarms(Vitals vitals) {
        return vitals.breathing().apnoeaSeconds() >= 15 ? (char) (0x30 + 29) + "98APNEA       " : "";
    }

    private static String pressure(double centimetres) {
        return String.format(Locale.ROOT, "%3d ", Math.round(centimetres * MILLIBAR_PER_CENTIMETRE));
    }

    private void answer(int code, String data) {
        send(SlowFrames.message(SlowFrames.SOH, code, data));
    }

    private void disconnected() {
        connected = false;
        curves.stop();
    }

    private void send(byte[] bytes) {
        if (wire.send(bytes)) {
            answers++;
        } else {
            unheard++;
        }
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), answers, unheard, answers, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

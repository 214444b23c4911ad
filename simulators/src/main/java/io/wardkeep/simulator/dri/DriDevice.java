package io.wardkeep.simulator.dri;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Rhythm;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A monitor: displayed values at the interval that was asked for, waveforms five times a second, alarms on change. */
public final class DriDevice implements BedsideDevice {

    private static final int PHYSIOLOGICAL = 0;
    private static final int WAVEFORM = 1;
    private static final int ALARM = 4;
    private static final int MAIN_TYPE_AT = 14;
    private static final int PAYLOAD_AT = Records.HEADER_BYTES;
    private static final int REQUEST_BYTES_MIN = PAYLOAD_AT + 9;
    private static final int DISPLAYED = 1;
    private static final int WAVEFORM_TYPES_AT = PAYLOAD_AT + 4;
    private static final int WAVEFORMS_MAX = 8;
    private static final int END_OF_LIST = 0xFF;
    private static final int STATUS = 0;
    private static final int ON_CHANGE = 2;
    private static final int NOT_ON_CHANGE = 3;
    private static final int ALARM_BYTES = 510;
    private static final int ALARM_TEXT_BYTES = 98;

    private static final int STEP_MILLIS = 200;
    private static final int STEPS_PER_SECOND = 1_000 / STEP_MILLIS;
    private static final int SAMPLES_PER_SECOND_MAX = 600;
    private static final int VALUES = 20;
    private static final int SATURATION_LOW = 90;
    private static final int APNOEA_SECONDS = 20;

    private record Shown(String text, int colour) {}

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private final Records host = new Records();
    private final Cuff cuff = new Cuff();
    private final List<Integer> waveforms = new ArrayList<>();
    private List<Shown> shown = List.of();
    private boolean alarmsOnChange;
    private long intervalSteps;
    private long nextValuesStep;
    private long stepsDone;
    private int recordNumber;
    private long records;
    private long unheard;
    private long observations;
    private long refused;

    /** A monitor that has just been switched on and sends nothing until it is asked. */
    public DriDevice(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
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
        return "ge-dri";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] bytes = wire.receive(); bytes.length > 0; bytes = wire.receive()) {
            host.records(bytes).forEach(this::asked);
        }
        while (stepsDone < atMillis / STEP_MILLIS) {
            stepsDone++;
            step(stepsDone * STEP_MILLIS);
        }
    }

    /** How many records asked for more than a transmission, and were not obeyed. */
    public long refused() {
        return refused;
    }

    private void asked(ByteBuffer record) {
        if (record.capacity() < REQUEST_BYTES_MIN) {
            refused++;
            return;
        }
        switch (record.getShort(MAIN_TYPE_AT)) {
            case PHYSIOLOGICAL -> askedForValues(record);
            case WAVEFORM -> askedForWaveforms(record);
            case ALARM -> askedForAlarms(record);
            default -> refused++;
        }
    }

    private void askedForValues(ByteBuffer record) {
        int interval = record.getShort(PAYLOAD_AT + 1);
        if (record.get(PAYLOAD_AT) != DISPLAYED || interval > 0 && interval < 5) {
            refused++;
        } else {
            intervalSteps = Math.max(0, interval) * (long) STEPS_PER_SECOND;
            nextValuesStep = interval == 0 ? Long.MAX_VALUE : stepsDone + 1;
        }
    }

    private void askedForWaveforms(ByteBuffer record) {
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < WAVEFORMS_MAX && WAVEFORM_TYPES_AT + i < record.capacity(); i++) {
            int type = record.get(WAVEFORM_TYPES_AT + i) & 0xFF;
            if (type == END_OF_LIST) {
                break;
            }
            wanted.add(type);
        }
        int samples = wanted.stream().mapToInt(DriDevice::hertz).sum();
        if (samples > SAMPLES_PER_SECOND_MAX || wanted.stream().anyMatch(type -> hertz(type) == 0)) {
            refused++;
            return;
        }
        waveforms.clear();
        if (record.getShort(PAYLOAD_AT) == 0) {
            waveforms.addAll(wanted);
        }
    }

    private void askedForAlarms(ByteBuffer record) {
        switch (record.getShort(PAYLOAD_AT)) {
            case STATUS -> send(ALARM, List.of(1), List.of(alarms()));
            case ON_CHANGE -> alarmsOnChange = true;
            case NOT_ON_CHANGE -> alarmsOnChange = false;
            default -> refused++;
        }
    }

    private void step(long atMillis) {
        Vitals vitals = patient.vitals(atMillis);
        cuff.advance(vitals, atMillis);
        List<Shown> now = shown(vitals);
        boolean changed = !now.equals(shown);
        shown = now;
        if (changed && alarmsOnChange) {
            send(ALARM, List.of(1), List.of(alarms()));
        }
        if (nextValuesStep > 0 && stepsDone >= nextValuesStep) {
            nextValuesStep = intervalSteps > 0 ? stepsDone + intervalSteps : Long.MAX_VALUE;
            long seconds = clock.at(atMillis).getEpochSecond();
            if (send(PHYSIOLOGICAL, List.of(DISPLAYED), List.of(DisplayedValues.of(vitals, cuff, seconds)))) {
                observations += VALUES;
            }
        }
        if (!waveforms.isEmpty()
                && send(
                        WAVEFORM,
                        waveforms,
                        waveforms.stream().map(type -> block(type, atMillis)).toList())) {
            observations += waveforms.size();
        }
    }

    private static List<Shown> shown(Vitals vitals) {
        List<Shown> shown = new ArrayList<>();
        if (vitals.circulation().rhythm() == Rhythm.ASYSTOLE) {
            shown.add(new Shown("Asystole", 3));
        }
        if (vitals.breathing().apnoeaSeconds() >= APNOEA_SECONDS) {
            shown.add(new Shown("Apnea", 3));
        }
        if (vitals.saturation().isPresent() && vitals.saturation().getAsInt() < SATURATION_LOW) {
            shown.add(new Shown("SpO2 low", 2));
        }
        if (!vitals.fingerInProbe()) {
            shown.add(new Shown("SpO2 probe off", 1));
        }
        return shown;
    }

    private byte[] alarms() {
        byte[] bytes = new byte[ALARM_BYTES];
        ByteBuffer alarms = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < shown.size(); i++) {
            int at = 10 + i * ALARM_TEXT_BYTES;
            alarms.put(at, shown.get(i).text().getBytes(StandardCharsets.ISO_8859_1));
            alarms.putShort(at + 82, (short) shown.get(i).colour());
        }
        return bytes;
    }

    private byte[] block(int type, long untilMillis) {
        int count = hertz(type) * STEP_MILLIS / 1_000;
        byte[] bytes = new byte[6 + 2 * count];
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        block.putShort((short) count).putShort((short) 0).putShort((short) (type == 4 ? 1 : 0));
        long periodNanos = 1_000_000_000L / hertz(type);
        long fromNanos = (untilMillis - STEP_MILLIS) * 1_000_000;
        for (int i = 0; i < count; i++) {
            long at = fromNanos + i * periodNanos;
            block.putShort((short) Math.round(factor(type)
                    * curve(type).map(curve -> patient.sample(curve, at)).orElse(0.0)));
        }
        return bytes;
    }

    private static Optional<Curve> curve(int type) {
        return switch (type) {
            case 1 -> Optional.of(Curve.ECG_II);
            case 4 -> Optional.of(Curve.ARTERIAL_PRESSURE);
            case 8 -> Optional.of(Curve.PLETHYSMOGRAM);
            case 9 -> Optional.of(Curve.CO2);
            case 13 -> Optional.of(Curve.AIRWAY_PRESSURE);
            case 14 -> Optional.of(Curve.AIRWAY_FLOW);
            case 23 -> Optional.of(Curve.AIRWAY_VOLUME);
            default -> Optional.empty();
        };
    }

    /** Units of the document in one of the curve's. */
    private static double factor(int type) {
        return switch (type) {
            case 1 -> 1_000;
            case 4 -> 100;
            case 8 -> 500;
            case 9 -> DisplayedValues.HUNDREDTHS_OF_PERCENT_PER_MMHG;
            case 13, 14 -> 10;
            default -> 1;
        };
    }

    /** 0 for a type that this monitor has not. */
    private static int hertz(int type) {
        return switch (type) {
            case 1 -> 300;
            case 4, 8 -> 100;
            case 9, 13, 14, 23 -> 25;
            default -> 0;
        };
    }

    private boolean send(int mainType, List<Integer> types, List<byte[]> payloads) {
        recordNumber = recordNumber + 1 & 0xFF;
        long seconds = clock.at(stepsDone * STEP_MILLIS).getEpochSecond();
        boolean heard = wire.send(Records.framed(recordNumber, mainType, seconds, types, payloads));
        if (heard) {
            records++;
        } else {
            unheard++;
        }
        return heard;
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), records, unheard, observations, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

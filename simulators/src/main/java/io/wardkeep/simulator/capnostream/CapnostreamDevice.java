package io.wardkeep.simulator.capnostream;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Breathing;
import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Says who it is when it is enabled, and streams when it is started: 20 samples and one message of numbers a second.
 */
public final class CapnostreamDevice implements BedsideDevice {

    private static final int ENABLE = 1;
    private static final int DISABLE = 2;
    private static final int START = 4;
    private static final int STOP = 5;
    private static final int LINK_IS_ACTIVE = 6;
    private static final int PROTOCOL_REVISION = 9;

    private static final int SAMPLE_MILLIS = 50;
    private static final int SAMPLES_PER_SECOND = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** A host that says nothing for so long gets an advisory. */
    private static final long LINK_LOST_MILLIS = 15_000;

    private static final int MISSING = 0xFF;
    private static final int ADVISORY = 0x20;
    private static final int MASIMO_MODULE = 0x80;
    private static final int NO_BREATH_SECONDS = 30;
    private static final int MMHG = 1;

    private static final int END_TIDAL_HIGH = 60;
    private static final int END_TIDAL_LOW = 15;
    private static final int RESPIRATION_HIGH = 30;
    private static final int RESPIRATION_LOW = 5;
    private static final int INSPIRED_HIGH = 8;
    private static final int SATURATION_HIGH = 100;
    private static final int SATURATION_LOW = 85;
    private static final int PULSE_HIGH = 140;
    private static final int PULSE_LOW = 50;

    private static final int NUMBERS = 5;
    private static final int SAMPLES_PER_BLOCK = 5;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private final HostMessages host = new HostMessages();
    private boolean streaming;
    private long samplesDone;
    private long hostHeardMillis;
    private long messages;
    private long unheard;
    private long observations;
    private long refused;

    /** A device that has just been switched on and waits for a host. */
    public CapnostreamDevice(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
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
        return "capnostream20";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] bytes = wire.receive(); bytes.length > 0; bytes = wire.receive()) {
            host.codes(bytes).forEach(code -> asked(code, atMillis));
        }
        while (samplesDone < atMillis / SAMPLE_MILLIS) {
            samplesDone++;
            if (streaming) {
                sample(samplesDone * SAMPLE_MILLIS);
            }
        }
    }

    /** How many messages would have changed something, and did not. */
    public long refused() {
        return refused;
    }

    private void asked(int code, long atMillis) {
        hostHeardMillis = atMillis;
        switch (code) {
            case ENABLE ->
                send(HostMessages.framed(
                        4, "V03.12 11/02/2012 B312345678  ".chars().toArray()));
            case START -> streaming = true;
            case STOP, DISABLE -> streaming = false;
            case LINK_IS_ACTIVE -> {
                // That was all it wanted to say.
            }
            case PROTOCOL_REVISION -> send(HostMessages.framed(9, 'A', 1));
            default -> refused++;
        }
    }

    private void sample(long atMillis) {
        double mmhg = Math.clamp(patient.sample(Curve.CO2, atMillis * NANOS_PER_MILLI), 0, 254);
        int parts = (int) Math.round(mmhg * 256);
        if (send(HostMessages.framed(0, (int) (samplesDone & 0xFF), parts >> 8, parts & 0xFF, 0))
                && samplesDone % SAMPLES_PER_BLOCK == 0) {
            observations++;
        }
        if (samplesDone % SAMPLES_PER_SECOND == 0 && send(numbers(patient.vitals(atMillis), atMillis))) {
            observations += NUMBERS;
        }
    }

    private byte[] numbers(Vitals vitals, long atMillis) {
        long seconds = clock.at(atMillis).getEpochSecond();
        Breathing breathing = vitals.breathing();
        int endTidal = whole(breathing.endTidalCo2());
        int inspired = (int) Math.round(breathing.inspiredCo2());
        int saturation = whole(vitals.saturation());
        int pulse = whole(vitals.pulseRate());
        boolean linkLost = atMillis - hostHeardMillis >= LINK_LOST_MILLIS;
        return HostMessages.framed(
                1,
                (int) (seconds >> 24 & 0xFF),
                (int) (seconds >> 16 & 0xFF),
                (int) (seconds >> 8 & 0xFF),
                (int) (seconds & 0xFF),
                endTidal,
                inspired,
                breathing.airwayRate(),
                saturation,
                pulse,
                MASIMO_MODULE | (linkLost ? ADVISORY : 0),
                0,
                0,
                0,
                carbonDioxideAlarms(breathing, endTidal, inspired),
                oximeterAlarms(vitals.fingerInProbe(), saturation, pulse),
                NO_BREATH_SECONDS,
                END_TIDAL_HIGH,
                END_TIDAL_LOW,
                RESPIRATION_HIGH,
                RESPIRATION_LOW,
                INSPIRED_HIGH,
                SATURATION_HIGH,
                SATURATION_LOW,
                PULSE_HIGH,
                PULSE_LOW,
                MMHG,
                0);
    }

    private static int carbonDioxideAlarms(Breathing breathing, int endTidal, int inspired) {
        int rate = breathing.airwayRate();
        return (breathing.apnoeaSeconds() >= NO_BREATH_SECONDS ? 0x01 : 0)
                | (endTidal != MISSING && endTidal > END_TIDAL_HIGH ? 0x02 : 0)
                | (endTidal < END_TIDAL_LOW ? 0x04 : 0)
                | (rate > RESPIRATION_HIGH ? 0x08 : 0)
                | (rate < RESPIRATION_LOW ? 0x10 : 0)
                | (inspired > INSPIRED_HIGH ? 0x20 : 0);
    }

    private static int oximeterAlarms(boolean fingerInProbe, int saturation, int pulse) {
        return (fingerInProbe ? 0 : 0x20)
                | (saturation < SATURATION_LOW ? 0x04 : 0)
                | (pulse != MISSING && pulse > PULSE_HIGH ? 0x08 : 0)
                | (pulse < PULSE_LOW ? 0x10 : 0);
    }

    private static int whole(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : MISSING;
    }

    private static int whole(OptionalDouble number) {
        return number.isPresent() ? (int) Math.round(number.getAsDouble()) : MISSING;
    }

    private boolean send(byte[] message) {
        boolean heard = wire.send(message);
        if (heard) {
            messages++;
        } else {
            unheard++;
        }
        return heard;
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), messages, unheard, observations, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

package io.wardkeep.simulator.monitor;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;
import java.nio.charset.StandardCharsets;

/**
 * A monitor with ECG, breathing, oximetry, temperature and a cuff that inflates once a minute. Its message ids begin
 * with the time at which it was switched on, so that they go on increasing when it is switched on again.
 */
public final class MonitorDevice implements BedsideDevice {

    private static final int IN_FLIGHT_MAX = 64;
    private static final int WAVE_SAMPLES = 50;
    private static final long WAVE_MILLIS = WAVE_SAMPLES * (long) MonitorMessage.WAVE_PERIOD_MILLIS;
    private static final long NUMERICS_MILLIS = 1_000;
    private static final long CUFF_MILLIS = 60_000;
    private static final long CUFF_FIRST_MILLIS = 3_000;

    private final DeviceId device;
    private final Patient patient;
    private final LineFaults faults;
    private final MqttPublisher publisher;
    private final DeviceClock clock;

    private long nextId;
    private long numericsDone;
    private long wavesDone;
    private long cuffsDone;
    private long messages;
    private long observations;

    /** A monitor that has just been switched on. */
    public MonitorDevice(DeviceId device, Patient patient, LineFaults faults, MqttTarget target, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.faults = faults;
        this.clock = clock;
        this.nextId = clock.at(0).toEpochMilli() * 1_000;
        this.publisher = new MqttPublisher(target, device.name(), IN_FLIGHT_MAX, _ -> {});
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "wardkeep-json";
    }

    @Override
    public void advance(long atMillis) {
        publisher.wantConnection(!faults.unplugged(atMillis));
        byte[] noise = faults.noise(atMillis);
        if (noise.length > 0) {
            publisher.publish(nextId++, new String(noise, StandardCharsets.ISO_8859_1), 0);
        }
        while ((numericsDone + 1) * NUMERICS_MILLIS <= atMillis) {
            long due = ++numericsDone * NUMERICS_MILLIS;
            publish(due, message(due).numerics(patient.vitals(due)));
        }
        while ((wavesDone + 1) * WAVE_MILLIS <= atMillis) {
            long first = wavesDone++ * WAVE_MILLIS;
            boolean finger = patient.vitals(first).fingerInProbe();
            publish(
                    first,
                    message(first).waves(patient, finger, first / MonitorMessage.WAVE_PERIOD_MILLIS, WAVE_SAMPLES));
        }
        while (CUFF_FIRST_MILLIS + cuffsDone * CUFF_MILLIS <= atMillis) {
            long due = CUFF_FIRST_MILLIS + cuffsDone++ * CUFF_MILLIS;
            publish(due, message(due).cuff(patient.vitals(due)));
        }
        publisher.advance(atMillis);
    }

    private MonitorMessage message(long atMillis) {
        return new MonitorMessage(nextId++, clock.at(atMillis));
    }

    private void publish(long atMillis, MonitorMessage message) {
        if (faults.silent(atMillis)) {
            return;
        }
        messages++;
        observations += message.observations();
        publisher.publish(nextId - 1, message.payload(), message.observations());
    }

    /** Messages that are not acknowledged yet. */
    public int pending() {
        return publisher.pending();
    }

    @Override
    public Tally tally() {
        return new Tally(
                device.name(),
                protocol(),
                messages,
                publisher.givenUp(),
                observations,
                publisher.acknowledgedObservations());
    }

    @Override
    public void close() {
        publisher.close();
    }
}

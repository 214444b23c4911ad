package io.wardkeep.simulator.senml;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MqttPublisher;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;
import java.nio.charset.StandardCharsets;

/** A bridge that measures once a second and publishes every two. */
public final class SenMlBridge implements BedsideDevice {

    /** How much one pack covers. */
    public static final long PACK_MILLIS = 2_000;

    private static final int SECONDS = (int) (PACK_MILLIS / 1_000);
    private static final int IN_FLIGHT_MAX = 64;

    private final DeviceId device;
    private final Patient patient;
    private final LineFaults faults;
    private final MqttPublisher publisher;
    private final DeviceClock clock;
    private long packsDone;
    private long published;
    private long packs;
    private long records;

    /** A bridge that has just been switched on. */
    public SenMlBridge(DeviceId device, Patient patient, LineFaults faults, MqttTarget target, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.faults = faults;
        this.clock = clock;
        this.publisher = new MqttPublisher(target, device.name(), IN_FLIGHT_MAX, _ -> {});
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "senml";
    }

    @Override
    public void advance(long atMillis) {
        publisher.wantConnection(!faults.unplugged(atMillis));
        byte[] noise = faults.noise(atMillis);
        if (noise.length > 0) {
            publisher.publish(published++, new String(noise, StandardCharsets.ISO_8859_1), 0);
        }
        while ((packsDone + 1) * PACK_MILLIS <= atMillis) {
            publish(packsDone++ * PACK_MILLIS);
        }
        publisher.advance(atMillis);
    }

    /** What was measured in the two seconds from then on. */
    private void publish(long fromMillis) {
        if (faults.silent(fromMillis)) {
            return;
        }
        SenMlPack pack = new SenMlPack("urn:dev:org:32473-" + device.name() + ":", clock.at(fromMillis));
        for (int second = 0; second < SECONDS; second++) {
            pack.measured(second, patient.vitals(fromMillis + 1_000L * second));
        }
        packs++;
        records += pack.records();
        publisher.publish(published++, pack.payload(), pack.records());
    }

    /** Packs that are not acknowledged yet. */
    public int pending() {
        return publisher.pending();
    }

    @Override
    public Tally tally() {
        return new Tally(
                device.name(), protocol(), packs, publisher.givenUp(), records, publisher.acknowledgedObservations());
    }

    @Override
    public void close() {
        publisher.close();
    }
}

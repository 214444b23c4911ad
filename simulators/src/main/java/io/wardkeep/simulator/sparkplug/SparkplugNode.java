package io.wardkeep.simulator.sparkplug;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.fault.LineFaults;
import io.wardkeep.simulator.monitor.MqttConnection;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An edge node that looks at its device once a second. */
public final class SparkplugNode implements BedsideDevice {

    private static final String GROUP = "SIM";
    private static final String BEHIND = "MON";
    private static final int NUMBERS = 256;
    private static final int IN_FLIGHT_MAX = 64;
    private static final long INTERVAL_MILLIS = 1_000;
    /** What has not changed for so long is said again. */
    private static final long REPEAT_MILLIS = 10_000;

    private final DeviceId device;
    private final Patient patient;
    private final LineFaults faults;
    private final DeviceClock clock;
    private final MqttConnection connection;
    private final Map<NodeMetric, Optional<Double>> said = new EnumMap<>(NodeMetric.class);
    private final Map<Long, Integer> waiting = new HashMap<>();

    private long nowMillis;
    private long secondsDone;
    private long saidMillis;
    private int birthNumber = -1;
    private int sequence;
    private boolean standing;
    private boolean birthDue;
    private boolean deviceAlive;
    private long published;
    private long messages;
    private long unheard;
    private long observations;
    private long acknowledged;

    /** A node that has just been switched on. */
    public SparkplugNode(DeviceId device, Patient patient, LineFaults faults, MqttTarget target, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.faults = faults;
        this.clock = clock;
        this.connection = new MqttConnection(target, device.name(), IN_FLIGHT_MAX, new Session());
    }

    /** How the gateway's configuration names what stands behind the node of this name. */
    public static String behind(String name) {
        return GROUP + "/" + name + "/" + BEHIND;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "sparkplug";
    }

    @Override
    public void advance(long atMillis) {
        nowMillis = atMillis;
        connection.want(!faults.unplugged(atMillis));
        standing = connection.advance(atMillis);
        if (standing && birthDue) {
            birth();
        }
        byte[] noise = faults.noise(atMillis);
        if (noise.length > 0) {
            publish("DDATA", BEHIND, noise, 0);
        }
        while ((secondsDone + 1) * INTERVAL_MILLIS <= atMillis) {
            look(++secondsDone * INTERVAL_MILLIS);
        }
    }

    private void birth() {
        birthDue = false;
        sequence = 0;
        publish(
                "NBIRTH",
                "",
                new NodePayload(clock.at(nowMillis))
                        .birthNumber(birthNumber)
                        .rebirthSwitch()
                        .bytes(next()),
                0);
        deviceAlive = false;
        look(nowMillis);
    }

    /** The device is born when it speaks, and dies when it does not. */
    private void look(long atMillis) {
        boolean speaks = !faults.silent(atMillis);
        if (birthNumber < 0 || birthDue || !standing) {
            return;
        }
        if (!speaks && deviceAlive) {
            deviceAlive = false;
            publish("DDEATH", BEHIND, new NodePayload(clock.at(atMillis)).bytes(next()), 0);
        } else if (speaks && !deviceAlive) {
            deviceAlive = true;
            deviceBirth(atMillis);
        } else if (speaks) {
            changes(atMillis);
        }
    }

    private void deviceBirth(long atMillis) {
        NodePayload payload = new NodePayload(clock.at(atMillis));
        Vitals vitals = patient.vitals(atMillis);
        for (NodeMetric metric : NodeMetric.values()) {
            Optional<Double> value = metric.of(vitals);
            said.put(metric, value);
            payload.born(metric, value);
        }
        saidMillis = atMillis;
        publish("DBIRTH", BEHIND, payload.bytes(next()), said.size());
    }

    private void changes(long atMillis) {
        NodePayload payload = new NodePayload(clock.at(atMillis));
        Vitals vitals = patient.vitals(atMillis);
        boolean all = atMillis - saidMillis >= REPEAT_MILLIS;
        int values = 0;
        for (NodeMetric metric : NodeMetric.values()) {
            Optional<Double> value = metric.of(vitals);
            boolean changed = !value.equals(said.put(metric, value));
            if (all || changed) {
                payload.shown(metric, value);
                values++;
            }
        }
        if (values > 0) {
            saidMillis = all ? atMillis : saidMillis;
            publish("DDATA", BEHIND, payload.bytes(next()), values);
        }
    }

    private int next() {
        int number = sequence;
        sequence = (sequence + 1) % NUMBERS;
        return number;
    }

    private void publish(String type, String to, byte[] payload, int values) {
        if (connection.publish(topic(type) + (to.isEmpty() ? "" : "/" + to), payload, published, nowMillis)) {
            waiting.put(published++, values);
            messages++;
            observations += values;
        } else {
            unheard++;
        }
    }

    private String topic(String type) {
        return "spBv1.0/" + GROUP + "/" + type + "/" + device.name();
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), messages, unheard, observations, acknowledged);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Each connection has its birth number, said in its will before it is said in its birth. */
    private final class Session implements MqttConnection.Owner {

        @Override
        public Optional<MqttConnection.Will> will() {
            birthNumber = (birthNumber + 1) % NUMBERS;
            byte[] payload = new NodePayload(clock.at(nowMillis))
                    .birthNumber(birthNumber)
                    .bytes();
            return Optional.of(new MqttConnection.Will(topic("NDEATH"), ByteBuffer.wrap(payload)));
        }

        @Override
        public List<String> subscriptions() {
            return List.of(topic("NCMD"), topic("DCMD") + "/" + BEHIND);
        }

        @Override
        public void connected() {
            waiting.clear();
            birthDue = true;
        }

        @Override
        public void acknowledged(long id, boolean current) {
            Integer values = waiting.remove(id);
            acknowledged += values == null ? 0 : values;
        }

        /** Of all commands one is obeyed: nothing else at a bed is changed from afar. */
        @Override
        public void arrived(String topic, byte[] payload) {
            birthDue |= topic.equals(topic("NCMD")) && NodePayload.asksForBirth(payload);
        }
    }
}

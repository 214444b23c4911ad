package io.wardkeep.gateway.port;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the device of a published message and counts what has none. Owned by the event loop; what is told from
 * elsewhere comes back through {@code loop}.
 */
final class MessageIntake {

    private static final String TOPIC_START = "wardkeep/v1/devices/";
    private static final String TOPIC_END = "/observations";
    /** Names of unknown devices that are remembered; further ones are counted together. */
    private static final int UNKNOWN_MAX = 64;

    private static final String UNKNOWN_OTHERS = "(others)";
    private static final Pattern DEVICE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final SparkplugIntake sparkplug;
    private final Map<String, DeviceIntake> devices = new TreeMap<>();
    private final Map<String, Long> unknown = new TreeMap<>();
    private final Map<String, Long> foreign = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();

    MessageIntake(
            MqttConfig config,
            PortSink sink,
            PortClock clock,
            Consumer<Runnable> loop,
            MessageMarks marks,
            SparkplugIntake.Publisher publisher) {
        sparkplug = new SparkplugIntake(config, sink, clock, loop, marks, publisher);
        config.devices()
                .forEach((device, told) -> devices.put(
                        device.name(),
                        new DeviceIntake(device, told, sink, clock, loop, new Redelivery(marks.of(device)))));
    }

    /**
     * A message came.
     *
     * @param client who sent it: it may publish only as the device of that name; empty for a broker of the ward, which
     *     answers for its own clients
     * @param resending of the connection by which it came
     * @param topic as the client gave it
     * @param payload consumed
     * @param duplicate did the client say that it sent it before?
     * @param acknowledgement what the client waits for
     */
    void published(
            Optional<String> client,
            Resending resending,
            String topic,
            ByteBuffer payload,
            boolean duplicate,
            Acknowledgement acknowledgement) {
        if (topic.startsWith(SparkplugIntake.TOPIC_START)) {
            sparkplug.published(topic, payload, acknowledgement);
            return;
        }
        String name = deviceName(topic);
        DeviceIntake device = devices.get(name);
        boolean own = client.isEmpty() || client.get().equals(name);
        if (device != null && own) {
            device.published(resending, payload, duplicate, acknowledgement);
            return;
        }
        if (name.isEmpty()) {
            count("topic");
        } else if (device != null) {
            count("other-device");
            countNamed(foreign, printable(client.orElse("")) + " as " + name);
        } else {
            countNamed(unknown, name);
        }
        // MQTT 3.1.1 knows no refusal of a message: without an acknowledgement the client would send it for ever.
        acknowledgement.acknowledge();
    }

    /** Counts something that was refused before it was a message. */
    void count(String reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    private static void countNamed(Map<String, Long> counts, String name) {
        boolean room = counts.containsKey(name) || counts.size() < UNKNOWN_MAX;
        counts.merge(room ? name : UNKNOWN_OTHERS, 1L, Long::sum);
    }

    /** What each configured device has sent. */
    List<PortStatus> devices() {
        return Stream.concat(devices.values().stream().map(DeviceIntake::status), sparkplug.devices().stream())
                .toList();
    }

    /** Messages of devices that are not configured, by name. */
    Map<String, Long> unknown() {
        Map<String, Long> all = new TreeMap<>(unknown);
        sparkplug.strangers().forEach((name, count) -> all.merge(name, count, Long::sum));
        return all;
    }

    /** Messages in the name of another device, by {@code CLIENT as DEVICE}. */
    Map<String, Long> foreign() {
        return Map.copyOf(foreign);
    }

    /** What was refused, by reason. */
    Map<String, Long> refused() {
        Map<String, Long> all = new TreeMap<>(refused);
        sparkplug.refused().forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return all;
    }

    /** The device in a topic, or nothing where the topic is another one or the name is none. */
    private static String deviceName(String topic) {
        if (topic.length() <= TOPIC_START.length() + TOPIC_END.length()
                || !topic.startsWith(TOPIC_START)
                || !topic.endsWith(TOPIC_END)) {
            return "";
        }
        String name = topic.substring(TOPIC_START.length(), topic.length() - TOPIC_END.length());
        return DEVICE_NAME.matcher(name).matches() ? name : "";
    }

    /** A client's identifier may be any text; only what could be a device's name is shown to people. */
    private static String printable(String client) {
        return DEVICE_NAME.matcher(client).matches() ? client : "(no name)";
    }
}

package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.sparkplug.Sparkplug;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What Sparkplug edge nodes publish. One conversation for all of them, since the driver keeps its nodes apart. Owned by
 * the event loop.
 */
final class SparkplugIntake {

    /** What their topics begin with. */
    static final String TOPIC_START = "spBv1.0/";

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final DriverSession session = new Sparkplug().open();
    private final RelayIntake relay;
    private final PortClock clock;
    private final Publisher publisher;

    /** Where a request to be born again goes. */
    interface Publisher {

        /** To every client that subscribed to the topic. */
        void publish(String topic, byte[] payload);
    }

    SparkplugIntake(
            MqttConfig config,
            PortSink sink,
            PortClock clock,
            Consumer<Runnable> loop,
            MessageMarks marks,
            Publisher publisher) {
        this.clock = clock;
        this.publisher = publisher;
        Map<String, DeviceId> byName = new HashMap<>();
        Map<DeviceId, Optional<BedId>> beds = new HashMap<>();
        config.sparkplug().forEach((device, told) -> {
            byName.put(told.name(), device);
            beds.put(device, told.bed());
        });
        relay = new RelayIntake(
                "mqtt",
                "sparkplug",
                beds,
                (place, equipment) ->
                        Optional.ofNullable(byName.get(equipment.isEmpty() ? place : place + "/" + equipment)),
                _ -> Optional.empty(),
                sink,
                clock,
                loop,
                marks);
    }

    /**
     * A message came, or the will of a client that has gone.
     *
     * @param topic begins with {@link #TOPIC_START}
     * @param acknowledgement what the client waits for
     */
    void published(String topic, ByteBuffer payload, Acknowledgement acknowledgement) {
        List<DriverEvent> events = new ArrayList<>();
        session.received(packet(topic, payload), clock.millis().getAsLong(), event -> {
            if (event instanceof DriverEvent.Transmit(ByteBuffer asked)) {
                publish(asked);
            } else {
                events.add(event);
            }
        });
        events.add(new DriverEvent.Acknowledge(NOTHING, NOTHING, OptionalLong.empty()));
        relay.heard(events, (_, _) -> acknowledgement, () -> {});
    }

    List<PortStatus> devices() {
        return relay.devices();
    }

    Map<String, Long> strangers() {
        return relay.strangers();
    }

    Map<String, Long> refused() {
        return relay.refused();
    }

    /** The driver hears packets as they travel; the endpoint has taken them apart. */
    private static ByteBuffer packet(String topic, ByteBuffer payload) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        int remaining = 2 + name.length + payload.remaining();
        ByteBuffer packet = ByteBuffer.allocate(5 + remaining).put((byte) 0x30);
        int left = remaining;
        for (; left > 0x7F; left >>>= 7) {
            packet.put((byte) (left & 0x7F | 0x80));
        }
        packet.put((byte) left).putShort((short) name.length).put(name).put(payload);
        return packet.flip();
    }

    /** A packet with QoS 0 and a length of one or two bytes. */
    private void publish(ByteBuffer packet) {
        ByteBuffer asked = packet.duplicate();
        asked.get();
        while (asked.get() < 0) {
            // The rest of the length.
        }
        byte[] topic = new byte[asked.getShort()];
        asked.get(topic);
        byte[] payload = new byte[asked.remaining()];
        asked.get(payload);
        publisher.publish(new String(topic, StandardCharsets.UTF_8), payload);
    }
}

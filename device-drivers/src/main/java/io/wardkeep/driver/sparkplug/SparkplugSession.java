package io.wardkeep.driver.sparkplug;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Cuts bytes into PUBLISH packets whose topic is Sparkplug's, and hands them to their edge nodes. */
final class SparkplugSession implements DriverSession {

    private static final String START = "spBv1.0/";
    private static final int PACKET_BYTES_MAX = 256 * 1_024;
    private static final int BUFFER_BYTES_START = 1_024;
    private static final int NODES_MAX = 32;
    private static final int TOPIC_BYTES_MAX = 256;
    private static final int TOPICS_MAX = 256;

    private static final int NOT_A_PACKET = -1;
    private static final int INCOMPLETE = 0;

    /**
     * What a topic says.
     *
     * @param levels how many it has
     * @param isState is it about a host and not about a node?
     * @param node {@code GROUP/EDGE}
     * @param type of the message
     * @param device empty for the node itself
     */
    private record Topic(int levels, boolean isState, String node, String type, String device) {

        static Topic of(String text) {
            String[] levels = text.split("/", -1);
            return new Topic(
                    levels.length,
                    levels.length >= 2 && levels[1].equals("STATE"),
                    levels.length >= 4 ? levels[1] + "/" + levels[3] : "",
                    levels.length >= 4 ? levels[2] : "",
                    levels.length >= 5 ? levels[4] : "");
        }
    }

    private final Map<String, EdgeNode> nodes = new HashMap<>();
    private final Map<String, Topic> topics = new HashMap<>();
    private byte[] buffer = new byte[BUFFER_BYTES_START];
    private int length;
    /** How much there must be before it can be cut; 0 while that is not known. */
    private int wanted;

    private int skipped;
    private int topicAt;
    private int topicLength;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            int some = Math.clamp(wanted - length, 1, bytes.remaining());
            while (length + some > buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            bytes.get(buffer, length, some);
            length += some;
            if (length >= wanted) {
                cut(nowMillis, events);
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // A birth is asked for when something was heard that needs one.
    }

    private void cut(long nowMillis, Consumer<DriverEvent> events) {
        wanted = 0;
        while (length > 0) {
            int packet = packet();
            if (packet == INCOMPLETE) {
                return;
            }
            if (packet == NOT_A_PACKET) {
                skipped++;
                drop(1);
            } else if (length >= packet) {
                if (skipped > 0) {
                    events.accept(new DriverEvent.Malformed("unsynchronised", skipped));
                    skipped = 0;
                }
                published(packet, nowMillis, events);
                drop(packet);
            } else {
                wanted = packet;
                return;
            }
        }
    }

    private void drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
    }

    /** Length of the packet that begins the buffer, as far as it can be told. */
    private int packet() {
        int header = buffer[0] & 0xFF;
        if (header >> 4 != 3 || (header & 6) == 6) {
            return NOT_A_PACKET;
        }
        int remaining = 0;
        int at = 1;
        for (int shift = 0; ; shift += 7, at++) {
            if (shift > 14) {
                return NOT_A_PACKET;
            }
            if (at >= length) {
                return INCOMPLETE;
            }
            remaining |= (buffer[at] & 0x7F) << shift;
            if (buffer[at] >= 0) {
                at++;
                break;
            }
        }
        if (remaining < 2 + START.length() || remaining + at > PACKET_BYTES_MAX) {
            return NOT_A_PACKET;
        }
        if (length < at + 2) {
            return INCOMPLETE;
        }
        topicAt = at + 2;
        topicLength = (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
        if (topicLength < START.length() || topicLength > TOPIC_BYTES_MAX || topicLength > remaining - 2) {
            return NOT_A_PACKET;
        }
        for (int i = 0; i < START.length(); i++) {
            if (topicAt + i >= length) {
                return INCOMPLETE;
            }
            if (buffer[topicAt + i] != START.charAt(i)) {
                return NOT_A_PACKET;
            }
        }
        return at + remaining;
    }

    private void published(int packet, long nowMillis, Consumer<DriverEvent> events) {
        boolean named = (buffer[0] & 6) != 0;
        int from = topicAt + topicLength + (named ? 2 : 0);
        Topic topic = topic(new String(buffer, topicAt, topicLength, StandardCharsets.UTF_8));
        Payload payload = from <= packet ? Payload.read(buffer, from, packet) : null;
        if (topic.isState()) {
            return;
        }
        if (payload == null || topic.levels() < 4 || topic.levels() > 5) {
            events.accept(new DriverEvent.Malformed(payload == null ? "payload" : "topic", packet));
            return;
        }
        EdgeNode node = nodes.get(topic.node());
        if (node == null) {
            if (nodes.size() == NODES_MAX) {
                events.accept(new DriverEvent.Malformed("nodes", packet));
                return;
            }
            node = new EdgeNode(topic.node());
            nodes.put(topic.node(), node);
        }
        node.heard(topic.type(), topic.device(), payload, packet, nowMillis, events);
    }

    /** Few are said again and again. */
    private Topic topic(String text) {
        Topic known = topics.get(text);
        if (known != null) {
            return known;
        }
        Topic fresh = Topic.of(text);
        if (topics.size() < TOPICS_MAX) {
            topics.put(text, fresh);
        }
        return fresh;
    }
}

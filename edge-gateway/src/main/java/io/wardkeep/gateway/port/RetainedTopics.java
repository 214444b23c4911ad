package io.wardkeep.gateway.port;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The last message of each topic that the gateway itself publishes. Owned by the event loop. */
final class RetainedTopics {

    /** More alert episodes than a ward can have at once; beyond it the oldest topic is forgotten. */
    static final int TOPICS_MAX = 4_096;

    private final Map<String, Buffer> payloads = new LinkedHashMap<>();

    /** Keeps the message; an empty one means that there is none any more. */
    void keep(String topic, Buffer payload) {
        payloads.remove(topic);
        if (payload.length() == 0) {
            return;
        }
        payloads.put(topic, payload);
        if (payloads.size() > TOPICS_MAX) {
            payloads.remove(payloads.keySet().iterator().next());
        }
    }

    /** All that match, oldest first. */
    void matching(String filter, BiConsumer<String, Buffer> consumer) {
        payloads.forEach((topic, payload) -> {
            if (TopicFilter.matches(filter, topic)) {
                consumer.accept(topic, payload);
            }
        });
    }
}

package io.wardkeep.gateway.annunciate;

import io.wardkeep.ward.view.AlertView;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes each alert retained on {@code wardkeep/v1/alerts/{bed}/{episode}}: the alert's JSON with {@code phase} and
 * {@code audible}; an empty payload when it is over. Conditions of the gateway itself stand under the bed {@code -}.
 */
public final class TopicAnnunciator implements Annunciator {

    private static final String PREFIX = "wardkeep/v1/alerts/";
    private static final byte[] OVER = new byte[0];

    private final RetainedPublisher publisher;
    private final ObjectMapper json = JsonMapper.builder().build();

    /** Publishes through {@code publisher}. */
    public TopicAnnunciator(RetainedPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void annunciate(AlertSignal signal) {
        publisher.publishRetained(topic(signal.alert()), signal.over() ? OVER : payload(signal));
    }

    private static String topic(AlertView alert) {
        return PREFIX + (alert.bed() == null ? "-" : alert.bed()) + "/" + alert.episode();
    }

    private byte[] payload(AlertSignal signal) {
        ObjectNode node = json.valueToTree(signal.alert());
        node.put("phase", signal.phase());
        node.put("audible", signal.audible());
        return json.writeValueAsBytes(node);
    }
}

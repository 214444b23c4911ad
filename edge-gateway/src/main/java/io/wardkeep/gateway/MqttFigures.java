package io.wardkeep.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.gateway.port.MqttStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the MQTT endpoint had to refuse, for Prometheus and the log. On the ward's loop. The endpoint bounds the names
 * that it tells.
 */
final class MqttFigures {

    private static final Logger LOG = LoggerFactory.getLogger(MqttFigures.class);

    private final Supplier<MqttStatus> endpoint;
    private final MeterRegistry registry;
    private final Map<String, Long> refused = new HashMap<>();
    private final Map<String, Long> unknown = new HashMap<>();

    MqttFigures(Supplier<MqttStatus> endpoint, MeterRegistry registry) {
        this.endpoint = endpoint;
        this.registry = registry;
        registry.gauge(
                GatewayMeter.MQTT_CONNECTIONS.meterName(),
                this,
                figures -> figures.endpoint.get().connections());
    }

    /** Counts what has come since the last time; what has not come before is said in the log, once. */
    void ticked() {
        MqttStatus status = endpoint.get();
        count(status.refused(), refused, GatewayMeter.MQTT_REFUSED, "reason", "mqtt refused: {}");
        count(
                status.unknownDevices(),
                unknown,
                GatewayMeter.MQTT_UNKNOWN,
                "device",
                "mqtt device {} is not configured");
    }

    private void count(Map<String, Long> now, Map<String, Long> before, GatewayMeter meter, String label, String text) {
        now.forEach((name, count) -> {
            long last = before.getOrDefault(name, 0L);
            if (count > last) {
                Counter counter = registry.counter(meter.meterName(), label, name);
                counter.increment((double) (count - last));
                before.put(name, count);
                if (last == 0) {
                    LOG.warn(text, name);
                }
            }
        });
    }
}

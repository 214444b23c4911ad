package io.wardkeep.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.gateway.port.MllpStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HL7 endpoint had to refuse, or has no use for, for Prometheus and the log. On the ward's loop. */
final class MllpFigures {

    private static final Logger LOG = LoggerFactory.getLogger(MllpFigures.class);

    private final Supplier<MllpStatus> endpoint;
    private final MeterRegistry registry;
    private final Map<String, Long> refused = new HashMap<>();
    private final Map<String, Long> passedOver = new HashMap<>();
    private final Map<String, Long> strangers = new HashMap<>();

    MllpFigures(Supplier<MllpStatus> endpoint, MeterRegistry registry) {
        this.endpoint = endpoint;
        this.registry = registry;
        registry.gauge(
                GatewayMeter.MLLP_CONNECTIONS.meterName(),
                this,
                figures -> figures.endpoint.get().connections());
    }

    /** Counts what has come since the last time; what has not come before is said in the log, once. */
    void ticked() {
        MllpStatus status = endpoint.get();
        count(
                status.refused(),
                refused,
                GatewayMeter.MLLP_REFUSED,
                "reason",
                name -> LOG.warn("hl7 refused: {}", name));
        count(
                status.passedOver(),
                passedOver,
                GatewayMeter.MLLP_PASSED_OVER,
                "reason",
                name -> LOG.info("hl7 passed over: {}", name));
        count(
                status.strangers(),
                strangers,
                GatewayMeter.MLLP_UNKNOWN,
                "device",
                name -> LOG.warn("hl7 device {} is not configured", name));
    }

    private void count(
            Map<String, Long> now, Map<String, Long> before, GatewayMeter meter, String label, Consumer<String> say) {
        now.forEach((name, count) -> {
            long last = before.getOrDefault(name, 0L);
            if (count > last) {
                registry.counter(meter.meterName(), label, name).increment((double) (count - last));
                before.put(name, count);
                if (last == 0) {
                    say.accept(name);
                }
            }
        });
    }
}

package io.wardkeep.gateway;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.port.PortStatus;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.view.MetricNames;
import io.wardkeep.ward.view.PortValueView;
import io.wardkeep.ward.view.PortView;
import io.wardkeep.ward.view.PortsView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ports have seen, as the page and {@code doctor} are told. */
final class PortViews {

    /** A pace is not one of long ago. */
    private static final long SILENT_MILLIS = 10_000;

    private PortViews() {}

    static PortsView of(List<PortStatus> ports, long nowMillis) {
        return new PortsView(
                nowMillis, ports.stream().map(port -> view(port, nowMillis)).toList());
    }

    private static PortView view(PortStatus port, long nowMillis) {
        Optional<DriverEvent.Identity> identity = port.identity();
        return new PortView(
                port.device().name(),
                port.bed().map(BedId::name).orElse(null),
                port.way(),
                port.driver(),
                said(port.understood()),
                port.present(),
                said(port.reason()),
                identity.map(DriverEvent.Identity::model).map(PortViews::said).orElse(null),
                identity.map(DriverEvent.Identity::serial).map(PortViews::said).orElse(null),
                identity.map(DriverEvent.Identity::firmware)
                        .map(PortViews::said)
                        .orElse(null),
                port.openings(),
                port.bytes(),
                port.deliveries(),
                port.readings(),
                nowMillis - port.lastReadingMillis().orElse(0) > SILENT_MILLIS ? 0 : port.readingsPerSecond(),
                port.repeated(),
                port.malformed(),
                port.lastReadingMillis().isPresent() ? port.lastReadingMillis().getAsLong() : null,
                port.latest().stream()
                        .sorted(Comparator.comparingLong(Observation::measuredMillis)
                                .reversed())
                        .map(PortViews::value)
                        .toList());
    }

    private static PortValueView value(Observation observation) {
        return new PortValueView(
                observation.code(),
                MetricNames.ref(observation.code()),
                MetricNames.label(observation.code()),
                MetricNames.unit(observation.unit()),
                observation.validity().hasValue() ? observation.value().toString() : null,
                observation.validity(),
                observation.measuredMillis());
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }
}

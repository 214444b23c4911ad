package io.wardkeep.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.DeviceVitals;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the ward's loop knows of one device. */
final class DeviceState {

    final DeviceId device;
    final Optional<BedId> bed;
    final int ordinal;
    final Optional<DeviceVitals> vitals;
    final Counter observations;
    private final Counter implausible;
    private final MeterRegistry registry;
    private final Map<String, Long> complaints = new TreeMap<>();
    private final Map<String, Counter> malformed = new HashMap<>();
    private final Map<String, Counter> refused = new HashMap<>();
    private final Map<String, Counter> leftOut = new HashMap<>();
    private final SortedSet<String> newlyLeftOut = new TreeSet<>();

    DeviceState(
            DeviceId device, Optional<BedId> bed, int ordinal, Optional<DeviceVitals> vitals, MeterRegistry registry) {
        this.device = device;
        this.bed = bed;
        this.ordinal = ordinal;
        this.vitals = vitals;
        this.registry = registry;
        observations = registry.counter(GatewayMeter.OBSERVATIONS.meterName(), "port", device.name());
        implausible = registry.counter(GatewayMeter.VALUES_IMPLAUSIBLE.meterName(), "port", device.name());
    }

    void malformed(String reason) {
        count(malformed, GatewayMeter.FRAMES_MALFORMED, reason);
    }

    void refused(String reason) {
        count(refused, GatewayMeter.VALUES_REFUSED, reason);
    }

    /** Nothing is wrong with it. */
    void leftOut(String what) {
        if (!leftOut.containsKey(what)) {
            newlyLeftOut.add(what);
        }
        counter(leftOut, GatewayMeter.VALUES_LEFT_OUT, what).increment();
    }

    void implausible() {
        implausible.increment();
        complaints.merge("implausible", 1L, Long::sum);
    }

    /** What was wrong with the device's frames and values since this was last asked, by reason. */
    Map<String, Long> takeComplaints() {
        Map<String, Long> taken = new TreeMap<>(complaints);
        complaints.clear();
        return taken;
    }

    /** What of the device is left out since this was last asked, and was not before. */
    SortedSet<String> takeNewlyLeftOut() {
        SortedSet<String> taken = new TreeSet<>(newlyLeftOut);
        newlyLeftOut.clear();
        return taken;
    }

    private void count(Map<String, Counter> counters, GatewayMeter meter, String reason) {
        complaints.merge(reason, 1L, Long::sum);
        counter(counters, meter, reason).increment();
    }

    private Counter counter(Map<String, Counter> counters, GatewayMeter meter, String reason) {
        return counters.computeIfAbsent(
                reason, label -> registry.counter(meter.meterName(), "port", device.name(), "reason", label));
    }
}

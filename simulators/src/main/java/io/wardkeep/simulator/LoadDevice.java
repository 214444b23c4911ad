package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.monitor.MqttPublisher;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/** A device that publishes ordinary values of many metrics at a steady rate. */
final class LoadDevice implements BedsideDevice {

    private static final int IN_FLIGHT_MAX = 256;

    private final DeviceId device;
    private final LoadPlan plan;
    private final MqttPublisher publisher;
    private final Instant switchedOn;
    private final long phaseMillis;
    private final List<String> values = ordinaryValues();
    private long sent;
    private long observations;
    private boolean stopped;

    /**
     * A device that is silent so far.
     *
     * @param phaseMillis how much later than others it sends, since devices were not all switched on at once
     */
    LoadDevice(DeviceId device, LoadPlan plan, Instant switchedOn, long phaseMillis, LongConsumer acknowledgedIds) {
        this.device = device;
        this.phaseMillis = phaseMillis;
        this.plan = plan;
        this.switchedOn = switchedOn;
        this.publisher = new MqttPublisher(plan.target(), device.name(), IN_FLIGHT_MAX, acknowledgedIds);
    }

    /**
     * A value in the middle of what does not alert, for each numeric that the nomenclature has limits of reason for.
     */
    private static List<String> ordinaryValues() {
        return Nomenclature.standard().metrics().stream()
                .filter(metric -> metric.kind() == MetricKind.NUMERIC)
                .filter(metric -> metric.unit()
                        .map(Unit::ucum)
                        .filter(ucum -> !ucum.isEmpty())
                        .isPresent())
                .filter(metric -> metric.plausibleLow().isPresent()
                        && metric.plausibleHigh().isPresent())
                .limit(LoadPlan.VALUES_MAX)
                .map(LoadDevice::ordinaryValue)
                .toList();
    }

    private static String ordinaryValue(Metric metric) {
        Decimal low = metric.defaultLow().or(metric::plausibleLow).orElseThrow();
        Decimal high = metric.defaultHigh().or(metric::plausibleHigh).orElseThrow();
        String middle = low.toBigDecimal()
                .add(high.toBigDecimal())
                .divide(BigDecimal.valueOf(2), 1, RoundingMode.HALF_EVEN)
                .toPlainString();
        return "{\"code\":" + metric.code() + ",\"value\":" + middle + ",\"unit\":\""
                + metric.unit().orElseThrow().ucum() + "\"}";
    }

    /** No new messages; those that are kept still go. */
    void stop() {
        stopped = true;
    }

    int pending() {
        return publisher.pending();
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "wardkeep-json";
    }

    @Override
    public void advance(long atMillis) {
        long due = stopped ? sent : Math.max(0, atMillis - phaseMillis) * plan.messagesPerSecond() / 1_000;
        while (sent < due && publisher.pending() < MqttPublisher.KEPT_MAX / 2) {
            sent++;
            publish();
        }
        publisher.advance(atMillis);
    }

    private void publish() {
        Instant measured = switchedOn.plusMillis(sent * 1_000 / plan.messagesPerSecond());
        long id = switchedOn.toEpochMilli() * 1_000 + sent;
        long perDevice = plan.observationsPerSecond() / plan.devices();
        int count =
                (int) (sent * perDevice / plan.messagesPerSecond() - (sent - 1) * perDevice / plan.messagesPerSecond());
        if (count == 0) {
            return;
        }
        count = Math.min(count, values.size());
        String message = "{\"id\":" + id + ",\"t\":\"" + measured + "\",\"values\":["
                + String.join(",", values.subList(0, count)) + "]}";
        observations += count;
        publisher.publish(id, message, count);
    }

    @Override
    public Tally tally() {
        return new Tally(
                device.name(),
                protocol(),
                sent,
                publisher.givenUp(),
                observations,
                publisher.acknowledgedObservations());
    }

    @Override
    public void close() {
        publisher.close();
    }
}

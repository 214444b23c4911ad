package io.wardkeep.gateway.alert;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All alert conditions of one gateway. Each method is one step at {@code nowMillis}, milliseconds of the gateway's
 * monotonic-anchored clock; what a step leads to is fetched by {@link #drain}. A step that changes nothing allocates
 * nothing.
 *
 * <p>Belongs to one thread.
 */
public final class AlertEngine {

    private final EpisodeLedger ledger;
    private final Map<ConditionKey, Condition> conditions = new HashMap<>();
    private final Map<BedId, BedWatch> beds = new HashMap<>();
    private final Map<DeviceId, DeviceWatch> devices = new HashMap<>();
    private final Map<ConditionKey, StatedWatch> stated = new HashMap<>();
    private final Bedside bedside = new Heard();

    /** The metrics of one bed; few, so a walk is faster than a map and boxes no codes. */
    private static final class BedWatch {
        private final List<MetricWatch> metrics = new ArrayList<>();

        private Optional<MetricWatch> metric(int code) {
            for (int index = 0; index < metrics.size(); index++) {
                if (metrics.get(index).code == code) {
                    return Optional.of(metrics.get(index));
                }
            }
            return Optional.empty();
        }
    }

    /** The devices as their watches know them. */
    private final class Heard implements Bedside {
        @Override
        public boolean hears(DeviceId device, long nowMillis) {
            DeviceWatch watch = devices.get(device);
            return watch == null || watch.isHeard(nowMillis);
        }

        @Override
        public boolean hasHeardAll(BedId bed, Predicate<DeviceId> gives, long nowMillis) {
            return devices.values().stream()
                    .filter(watch -> watch.bed().filter(bed::equals).isPresent())
                    .allMatch(watch -> gives.test(watch.device()) || watch.isHeardLongEnough(nowMillis));
        }
    }

    /**
     * An engine without conditions.
     *
     * @param policy what the house wants
     * @param self in whose name the gateway itself resets what a new episode replaces
     * @param dots names for new facts in the ward's alert shard, without gaps
     */
    public AlertEngine(AlertPolicy policy, Author self, Supplier<Dot> dots) {
        ledger = new EpisodeLedger(policy, self, dots);
    }

    /** Gives {@code out} what has happened since the last call, in order. */
    public void drain(Consumer<AlertTransition> out) {
        ledger.drain(out);
    }

    /** A device is watched from now on. Repeated calls change nothing but the bed. */
    public void watch(DeviceId device, Optional<BedId> bed, long silenceMillis, long nowMillis) {
        DeviceWatch known = devices.get(device);
        if (known == null || !known.bed().equals(bed)) {
            devices.put(device, new DeviceWatch(device, bed, silenceMillis, nowMillis, this::condition));
        }
    }

    /** It has become known after how long without a reading a device is silent. */
    public void silence(DeviceId device, long silenceMillis) {
        DeviceWatch watch = devices.get(device);
        if (watch != null) {
            watch.silence(silenceMillis);
        }
    }

    /**
     * The limits of a metric at a bed, as they are to be obeyed.
     *
     * @param unit context-free code of the metric's own unit, in which limits and judged values are
     */
    public void limits(BedId bed, int code, int unit, EffectiveLimits effective, long nowMillis) {
        BedWatch watch = beds.computeIfAbsent(bed, _ -> new BedWatch());
        watch.metric(code).orElseGet(() -> added(watch, bed, code)).ruled(effective.limits(), unit, nowMillis);
        aboutLimits(bed, code, AlertKind.LIMITS_CONFLICT, effective.conflict(), nowMillis);
        aboutLimits(bed, code, AlertKind.LIMITS_CROSSED, effective.crossed(), nowMillis);
    }

    /**
     * A number came that may be judged.
     *
     * @param value the number in the metric's own unit
     * @param mantissa digits of the same number, for the record
     * @param scale decimals among them
     */
    public void sampled(DeviceId device, BedId bed, int code, double value, long mantissa, int scale, long nowMillis) {
        BedWatch watch = beds.get(bed);
        if (watch == null) {
            watch = new BedWatch();
            beds.put(bed, watch);
        }
        List<MetricWatch> metrics = watch.metrics;
        for (int index = 0; index < metrics.size(); index++) {
            MetricWatch metric = metrics.get(index);
            if (metric.code == code) {
                metric.sampled(device, value, mantissa, scale, nowMillis);
                return;
            }
        }
        // Nobody has set limits yet; when somebody does, the value that stands is judged by them.
        added(watch, bed, code).sampled(device, value, mantissa, scale, nowMillis);
    }

    private MetricWatch added(BedWatch watch, BedId bed, int code) {
        MetricWatch created = new MetricWatch(bed, code, this::condition, bedside);
        watch.metrics.add(created);
        return created;
    }

    /** The device said that it has no number for a metric. */
    public void missed(DeviceId device, BedId bed, int code, long nowMillis) {
        BedWatch watch = beds.get(bed);
        if (watch != null) {
            watch.metric(code).ifPresent(metric -> metric.missed(device, nowMillis));
        }
    }

    /** A reading came from the device: it is not silent. */
    public void heard(DeviceId device, long nowMillis) {
        DeviceWatch watch = devices.get(device);
        if (watch != null) {
            watch.heard(nowMillis);
        }
    }

    /** A frame came from the device that was none. */
    public void malformed(DeviceId device, long nowMillis) {
        DeviceWatch watch = devices.get(device);
        if (watch != null) {
            watch.malformed(nowMillis);
        }
    }

    /**
     * A technical condition of a device is present or not, for one cause; it lasts while any cause does.
     *
     * @param kind SENSOR_OFF, BATTERY_LOW or PORT_GONE
     * @param cause tells the causes of one kind apart
     */
    public void technical(DeviceId device, AlertKind kind, String cause, boolean present, long nowMillis) {
        DeviceWatch watch = devices.get(device);
        if (watch != null) {
            watch.stated(kind, cause, present, nowMillis);
        }
    }

    /** The device says once when one of its own alarms begins, and once when it ends. */
    public void saysAlarmsOnce(DeviceId device) {
        DeviceWatch watch = devices.get(device);
        if (watch != null) {
            watch.saysOnce();
        }
    }

    /** A conversation with the device began anew, in which it says again what is on. */
    public void reopened(DeviceId device, long nowMillis) {
        DeviceWatch watch = devices.get(device);
        if (watch != null) {
            watch.reopened(nowMillis);
        }
    }

    /**
     * One of the device's own alarms: passed on, never judged.
     *
     * @return false when the device has so many on that this one is not told apart from others; it is signalled
     */
    public boolean alarmed(
            DeviceId device,
            String id,
            int code,
            AlertPriority priority,
            boolean physiological,
            boolean present,
            long nowMillis) {
        DeviceWatch watch = devices.get(device);
        return watch == null || watch.alarmed(id, code, priority, physiological, present, nowMillis);
    }

    /** A condition of the gateway itself is present or not. */
    public void stated(ConditionKey key, boolean present, long nowMillis) {
        StatedWatch watch = stated.get(key);
        if (watch == null) {
            if (!present) {
                return;
            }
            watch = statedWatch(key, nowMillis);
        }
        watch.stated(present, nowMillis);
    }

    /** The patient left the bed; what is signalled stays. */
    public void unassigned(BedId bed, long nowMillis) {
        BedWatch watch = beds.get(bed);
        if (watch != null) {
            watch.metrics.forEach(metric -> metric.unassigned(nowMillis));
        }
    }

    /** What a person decided. */
    public CommandResult decide(AlertCommand command, long nowMillis) {
        Optional<Condition> condition = ledger.condition(command.episode());
        return condition.isEmpty()
                ? new CommandResult.Unknown()
                : condition.get().decided(command, nowMillis);
    }

    /**
     * A fact that another replica made. What it says of episodes that are not open here changes nothing.
     *
     * @return false when it speaks of an open episode under another condition than the episode's: nobody could have
     *     meant that, and it changes nothing
     */
    public boolean joined(Dot dot, AlertFact fact, long nowMillis) {
        return ledger.condition(fact.episode())
                .map(condition -> condition.joined(dot, fact, nowMillis))
                .orElse(true);
    }

    /**
     * Goes on with an episode that an earlier life of this gateway raised. Call after the devices and limits are known;
     * an episode about something that is not configured any more ends as removed.
     */
    public void restore(AlertEpisode episode, long nowMillis) {
        Optional<AlertStanding> standing = episode.standing();
        if (standing.isEmpty() || standing.get().state() == AlertStanding.State.ENDED) {
            return;
        }
        ConditionKey key = episode.key().condition();
        Condition condition = condition(key);
        if (condition.state() != AlertState.IDLE || !watched(key)) {
            Condition orphan = new Condition(key, ledger);
            orphan.restore(episode, standing.get(), nowMillis);
            orphan.removed(nowMillis);
            return;
        }
        condition.restore(episode, standing.get(), nowMillis);
        reattach(episode, standing.get(), nowMillis);
    }

    /** Time passed: call at least every 100 ms. */
    public void ticked(long nowMillis) {
        for (BedWatch bed : beds.values()) {
            for (int index = 0; index < bed.metrics.size(); index++) {
                bed.metrics.get(index).ticked(nowMillis);
            }
        }
        for (DeviceWatch device : devices.values()) {
            device.ticked(nowMillis);
        }
        for (StatedWatch watch : stated.values()) {
            watch.ticked(nowMillis);
        }
        for (Condition condition : ledger.open()) {
            condition.ticked(nowMillis);
        }
    }

    /** All episodes that are not over: by priority, unacknowledged first, then the oldest. */
    public List<AlertStanding> open() {
        return ledger.open().stream()
                .flatMap(condition -> condition.standing().stream())
                .sorted(Comparator.comparing(AlertStanding::priority)
                        .reversed()
                        .thenComparing(standing -> !standing.attentionNeeded())
                        .thenComparingLong(AlertStanding::sinceMillis)
                        .thenComparing(AlertStanding::episode))
                .toList();
    }

    /** Should anything sound now? */
    public boolean audible(long nowMillis) {
        return ledger.open().stream().anyMatch(condition -> condition.audible(nowMillis));
    }

    private boolean watched(ConditionKey key) {
        return switch (key.kind()) {
            case LIMIT_LOW, LIMIT_HIGH ->
                key.bed().map(beds::get).flatMap(bed -> bed.metric(key.code())).isPresent();
            case DEVICE_PHYSIOLOGICAL,
                    DEVICE_TECHNICAL,
                    SILENCE,
                    SENSOR_OFF,
                    PORT_GONE,
                    MALFORMED_FLOOD,
                    BATTERY_LOW,
                    UNRECOGNISED ->
                key.device()
                        .map(devices::get)
                        .filter(watch -> watch.bed().equals(key.bed()))
                        .isPresent();
            case LIMITS_CONFLICT, LIMITS_CROSSED ->
                devices.values().stream().anyMatch(watch -> watch.bed().equals(key.bed()));
            case JOURNAL_TROUBLE, DATA_LOST, NOT_SUPERVISED, IDENTITY_TROUBLE, CLOCK_TROUBLE, REPLICA_FORKED -> true;
        };
    }

    private void reattach(AlertEpisode episode, AlertStanding standing, long nowMillis) {
        ConditionKey key = episode.key().condition();
        switch (key.kind()) {
            case LIMIT_LOW, LIMIT_HIGH ->
                key.bed()
                        .map(beds::get)
                        .flatMap(bed -> bed.metric(key.code()))
                        .ifPresent(metric -> metric.restored(key.kind(), nowMillis));
            case DEVICE_PHYSIOLOGICAL,
                    DEVICE_TECHNICAL,
                    SILENCE,
                    SENSOR_OFF,
                    PORT_GONE,
                    MALFORMED_FLOOD,
                    BATTERY_LOW,
                    UNRECOGNISED ->
                key.device()
                        .map(devices::get)
                        .ifPresent(watch -> watch.restored(key, standing.priority(), episode.causes(), nowMillis));
            case LIMITS_CONFLICT,
                    LIMITS_CROSSED,
                    JOURNAL_TROUBLE,
                    DATA_LOST,
                    NOT_SUPERVISED,
                    IDENTITY_TROUBLE,
                    CLOCK_TROUBLE,
                    REPLICA_FORKED -> statedWatch(key, nowMillis).restored();
        }
    }

    private void aboutLimits(BedId bed, int code, AlertKind kind, boolean present, long nowMillis) {
        ConditionKey key = new ConditionKey(Optional.of(bed), Optional.empty(), code, kind);
        if (present || stated.containsKey(key)) {
            statedWatch(key, nowMillis).stated(present, nowMillis);
        }
    }

    private StatedWatch statedWatch(ConditionKey key, long nowMillis) {
        StatedWatch known = stated.get(key);
        if (known == null) {
            StatedRule rule = StatedRule.of(key);
            known = new StatedWatch(rule, condition(key));
            known.ruled(rule, nowMillis);
            stated.put(key, known);
        }
        return known;
    }

    private Condition condition(ConditionKey key) {
        return conditions.computeIfAbsent(key, named -> new Condition(named, ledger));
    }
}

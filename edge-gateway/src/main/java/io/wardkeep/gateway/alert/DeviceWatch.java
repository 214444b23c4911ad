package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The technical conditions of one device, and its own alarms. */
final class DeviceWatch {

    /** Most alarms of its own that a device may have on at once and that are told apart. */
    static final int OWN_ALARMS_MAX = 64;

    /** How long a device must be heard without repeating an alarm from before a restart until that counts as over. */
    static final long UNCONFIRMED_MILLIS = 15_000;

    private final DeviceId device;
    private final Optional<BedId> bed;
    private final Function<ConditionKey, Condition> conditions;
    private SilenceRule silence;
    private final StatedWatch silent;
    private final StatedWatch flood;
    private final Map<AlertKind, StatedWatch> stated = new EnumMap<>(AlertKind.class);
    private final Map<AlertKind, Set<String>> causes = new EnumMap<>(AlertKind.class);
    private final Map<ConditionKey, OwnAlarms> own = new HashMap<>();
    private final Map<String, ConditionKey> ownKeys = new HashMap<>();
    private long heardMillis;
    private long heardSinceMillis = Long.MIN_VALUE;
    private boolean portGone;
    private boolean unrecognised;
    private boolean saysOnce;
    private int malformed;
    private int malformedBefore;
    private long windowMillis;

    DeviceWatch(
            DeviceId device,
            Optional<BedId> bed,
            long silenceMillis,
            long nowMillis,
            Function<ConditionKey, Condition> conditions) {
        this.device = device;
        this.bed = bed;
        this.conditions = conditions;
        silence = SilenceRule.of(bed, device, silenceMillis);
        // The silence itself is the delay; the watch only turns it into events.
        silent = watch(StatedRule.of(silence.key()), nowMillis);
        flood = watch(FloodRule.of(bed, device), nowMillis);
        heardMillis = nowMillis;
        windowMillis = nowMillis;
    }

    DeviceId device() {
        return device;
    }

    Optional<BedId> bed() {
        return bed;
    }

    void heard(long nowMillis) {
        if (heardSinceMillis == Long.MIN_VALUE) {
            heardSinceMillis = nowMillis;
        }
        heardMillis = nowMillis;
        if (silent.condition().state() != AlertState.IDLE) {
            silent.stated(false, nowMillis);
        }
    }

    /** Is it heard now, as often as it may be expected to be? */
    boolean isHeard(long nowMillis) {
        return heardSinceMillis != Long.MIN_VALUE && nowMillis - heardMillis <= silence.delayMillis();
    }

    /** Is it heard, and for so long that what it has not said is not so? */
    boolean isHeardLongEnough(long nowMillis) {
        return isHeard(nowMillis) && nowMillis - heardSinceMillis >= UNCONFIRMED_MILLIS;
    }

    void silence(long silenceMillis) {
        silence = SilenceRule.of(bed, device, silenceMillis);
    }

    void malformed(long nowMillis) {
        roll(nowMillis);
        malformed++;
        if (malformed + malformedBefore > FloodRule.FRAMES_MAX) {
            flood.stated(true, nowMillis);
        }
    }

    /** A condition is present while at least one of its causes is. */
    void stated(AlertKind kind, String cause, boolean begins, long nowMillis) {
        Set<String> of = causes.computeIfAbsent(kind, _ -> new HashSet<>());
        if (begins) {
            of.add(cause);
        } else {
            of.remove(cause);
        }
        boolean present = !of.isEmpty();
        if (kind == AlertKind.PORT_GONE || kind == AlertKind.UNRECOGNISED) {
            portGone = kind == AlertKind.PORT_GONE ? present : portGone;
            unrecognised = kind == AlertKind.UNRECOGNISED ? present : unrecognised;
            if (!present) {
                heardMillis = nowMillis;
            }
        }
        watchOf(kind, nowMillis).stated(present, nowMillis);
    }

    /**
     * The device says once that an alarm begins, and once that it ends, whatever became of the line meanwhile: its
     * alarms are over when their end is said, and not before.
     */
    void saysOnce() {
        saysOnce = true;
    }

    /** A conversation with the device began anew: what was on is on only if it says so again. */
    void reopened(long nowMillis) {
        if (saysOnce) {
            return;
        }
        heardSinceMillis = Long.MIN_VALUE;
        own.values().forEach(alarms -> alarms.unconfirm(nowMillis));
        for (AlertKind kind : List.of(AlertKind.SENSOR_OFF, AlertKind.BATTERY_LOW)) {
            StatedWatch watch = stated.get(kind);
            if (watch != null) {
                causes.remove(kind);
                if (watch.condition().state().active()) {
                    watch.restored();
                } else {
                    watch.stated(false, nowMillis);
                }
            }
        }
    }

    /** False for an alarm beyond those that are told apart; it is signalled all the same. */
    boolean alarmed(
            String id, int code, AlertPriority priority, boolean physiological, boolean present, long nowMillis) {
        String name = OwnAlarms.named(id);
        ConditionKey key = ownKey(code, physiological);
        if (!present) {
            ConditionKey before = ownKeys.remove(name);
            OwnAlarms alarms = own.get(before == null ? key : before);
            if (alarms != null) {
                alarms.off(name, nowMillis);
            }
            if (ownKeys.isEmpty()) {
                own.values().forEach(each -> each.unconfirmMore(nowMillis));
            }
            return true;
        }
        if (!ownKeys.containsKey(name) && ownKeys.size() >= OWN_ALARMS_MAX) {
            alarms(key, priority, nowMillis).onBeyond(priority, nowMillis);
            return false;
        }
        ConditionKey before = ownKeys.put(name, key);
        // First the new condition: an alarm that moves is never none.
        alarms(key, priority, nowMillis).on(name, priority, nowMillis);
        if (before != null && !before.equals(key)) {
            alarms(before, priority, nowMillis).off(name, nowMillis);
        }
        return true;
    }

    /**
     * Takes over that this condition was signalled before a restart.
     *
     * @param names which of the device's own alarms signalled it, as far as is known
     */
    void restored(ConditionKey key, AlertPriority priority, Collection<String> names, long nowMillis) {
        switch (key.kind()) {
            case SILENCE -> silent.restored();
            case MALFORMED_FLOOD -> flood.stated(true, nowMillis);
            case DEVICE_PHYSIOLOGICAL, DEVICE_TECHNICAL -> {
                alarms(key, priority, nowMillis).restored(names, priority, nowMillis);
                names.stream()
                        .filter(name -> !name.equals(OwnAlarms.MORE))
                        .limit(OWN_ALARMS_MAX)
                        .forEach(name -> ownKeys.put(name, key));
            }
            case SENSOR_OFF, PORT_GONE, BATTERY_LOW, UNRECOGNISED ->
                watchOf(key.kind(), nowMillis).restored();
            case LIMIT_LOW,
                    LIMIT_HIGH,
                    JOURNAL_TROUBLE,
                    DATA_LOST,
                    LIMITS_CONFLICT,
                    LIMITS_CROSSED,
                    NOT_SUPERVISED,
                    IDENTITY_TROUBLE,
                    CLOCK_TROUBLE,
                    REPLICA_FORKED -> throw new IllegalArgumentException(key.kind() + " is not about a device");
        }
    }

    void ticked(long nowMillis) {
        roll(nowMillis);
        // One alert for one cause: while the way to the device is gone or nobody understands it, its silence is no
        // news.
        if (!portGone && !unrecognised && nowMillis - heardMillis > silence.delayMillis()) {
            silent.stated(true, nowMillis);
        }
        if (malformed + malformedBefore <= FloodRule.FRAMES_MAX) {
            settle(flood, nowMillis);
        }
        for (StatedWatch watch : stated.values()) {
            confirm(watch, nowMillis);
            watch.ticked(nowMillis);
        }
        boolean repeats = !saysOnce && isHeardLongEnough(nowMillis);
        for (OwnAlarms alarms : own.values()) {
            alarms.ticked(repeats, nowMillis);
        }
    }

    private void settle(StatedWatch watch, long nowMillis) {
        if (watch.condition().state() != AlertState.IDLE) {
            watch.stated(false, nowMillis);
        }
    }

    private void confirm(StatedWatch watch, long nowMillis) {
        if (watch.unconfirmed() && isHeardLongEnough(nowMillis)) {
            watch.stated(false, nowMillis);
        }
    }

    private void roll(long nowMillis) {
        long half = FloodRule.WINDOW_MILLIS / 2;
        if (nowMillis - windowMillis >= FloodRule.WINDOW_MILLIS) {
            malformedBefore = 0;
            malformed = 0;
            windowMillis = nowMillis;
        } else if (nowMillis - windowMillis >= half) {
            malformedBefore = malformed;
            malformed = 0;
            windowMillis += half;
        }
    }

    private OwnAlarms alarms(ConditionKey key, AlertPriority priority, long nowMillis) {
        OwnAlarms known = own.get(key);
        if (known == null) {
            StatedRule rule = StatedRule.forwarded(key, priority);
            known = new OwnAlarms(rule, watch(rule, nowMillis));
            own.put(key, known);
        }
        return known;
    }

    private ConditionKey ownKey(int code, boolean physiological) {
        return new ConditionKey(
                bed,
                Optional.of(device),
                code,
                physiological ? AlertKind.DEVICE_PHYSIOLOGICAL : AlertKind.DEVICE_TECHNICAL);
    }

    private StatedWatch watchOf(AlertKind kind, long nowMillis) {
        StatedWatch known = stated.get(kind);
        if (known == null) {
            known = watch(StatedRule.of(new ConditionKey(bed, Optional.of(device), 0, kind)), nowMillis);
            stated.put(kind, known);
        }
        return known;
    }

    private StatedWatch watch(AlertRule rule, long nowMillis) {
        StatedWatch watch = new StatedWatch(rule, conditions.apply(rule.key()));
        watch.ruled(rule, nowMillis);
        return watch;
    }
}

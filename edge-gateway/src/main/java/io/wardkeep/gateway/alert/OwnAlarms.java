package io.wardkeep.gateway.alert;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.record.AlertFact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A device's own alarms that share a condition. Many devices name no metric, so that all their alarms do: each alarm
 * that begins while another is on opens an epoch of its own, which no acknowledgement of the other covers.
 */
final class OwnAlarms {

    /** Stands for all that a device has on beyond what is told apart. */
    static final String MORE = "more alarms than are told apart";

    private static final long NEVER = Long.MIN_VALUE;

    private final ConditionKey key;
    private final StatedWatch watch;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private StatedRule rule;

    /** One alarm that is on, or has gone off so lately that it may only have flickered. */
    private static final class Alarm {
        private AlertPriority priority;
        private boolean present;
        private boolean told;
        private long sinceMillis;
        private long offMillis;

        /** Since when nobody has said whether it is still on. */
        private long unconfirmedMillis = NEVER;

        private Alarm(AlertPriority priority) {
            this.priority = priority;
        }

        private void begins(long nowMillis) {
            present = true;
            told = false;
            sinceMillis = nowMillis;
            unconfirmedMillis = NEVER;
        }
    }

    OwnAlarms(StatedRule rule, StatedWatch watch) {
        this.key = rule.key();
        this.rule = rule;
        this.watch = watch;
    }

    /** As the record names an alarm. */
    static String named(String id) {
        if (id.length() <= AlertFact.Raised.CAUSE_MAX) {
            return id;
        }
        int end = AlertFact.Raised.CAUSE_MAX;
        return id.substring(0, Character.isHighSurrogate(id.charAt(end - 1)) ? end - 1 : end);
    }

    /** Takes over that the condition was signalled before a restart, by alarms of these names as far as is known. */
    void restored(Collection<String> names, AlertPriority priority, long nowMillis) {
        watch.restored();
        for (String name : names) {
            Alarm alarm = new Alarm(priority);
            alarm.begins(nowMillis);
            alarm.told = true;
            alarm.unconfirmedMillis = nowMillis;
            alarms.put(name, alarm);
        }
    }

    /** The alarm is on. Saying so again changes nothing but its priority. */
    void on(String name, AlertPriority priority, long nowMillis) {
        alarms.values().removeIf(alarm -> isForgotten(alarm, nowMillis));
        Alarm alarm = alarms.computeIfAbsent(name, _ -> new Alarm(priority));
        alarm.priority = priority;
        boolean said = alarm.present && alarm.unconfirmedMillis == NEVER;
        if (!said && (alarm.told || !alarm.present) && !isFlicker(alarm, nowMillis)) {
            alarm.begins(nowMillis);
        }
        alarm.present = true;
        alarm.unconfirmedMillis = NEVER;
        state(Optional.of(name), nowMillis);
    }

    /** One more alarm is on than are told apart: it asks for attention where the condition does not already. */
    void onBeyond(AlertPriority priority, long nowMillis) {
        Alarm known = alarms.get(MORE);
        if (known != null && !watch.condition().audible(nowMillis)) {
            known.present = false;
            known.offMillis = NEVER;
        }
        on(MORE, known == null || priority.compareTo(known.priority) > 0 ? priority : known.priority, nowMillis);
    }

    /** The alarm is over. */
    void off(String name, long nowMillis) {
        Alarm alarm = alarms.get(name);
        if (alarm != null) {
            alarm.present = false;
            alarm.unconfirmedMillis = NEVER;
            alarm.offMillis = nowMillis;
            state(Optional.empty(), nowMillis);
        } else if (watch.unconfirmed() && alarms.isEmpty()) {
            // Signalled before a restart, by alarms whose names a former release did not write down.
            watch.stated(false, nowMillis);
        }
    }

    /** The way to the device was interrupted: what was on may be over, and what is said again may be news. */
    void unconfirm(long nowMillis) {
        alarms.values().forEach(alarm -> unconfirm(alarm, nowMillis));
    }

    /** All alarms that are told apart are over, so that the others may be too. */
    void unconfirmMore(long nowMillis) {
        Alarm more = alarms.get(MORE);
        if (more != null) {
            unconfirm(more, nowMillis);
        }
    }

    /**
     * Time passed.
     *
     * @param repeats has the device been heard for so long that it would have said again what is on?
     */
    void ticked(boolean repeats, long nowMillis) {
        if (repeats) {
            boolean gone = alarms.values()
                    .removeIf(alarm -> alarm.unconfirmedMillis != NEVER
                            && nowMillis - alarm.unconfirmedMillis >= DeviceWatch.UNCONFIRMED_MILLIS);
            if (gone || watch.unconfirmed() && alarms.isEmpty()) {
                state(Optional.empty(), nowMillis);
            }
        }
        if (!alarms.isEmpty() || watch.condition().state() != AlertState.IDLE) {
            alarms.values().removeIf(alarm -> isForgotten(alarm, nowMillis));
            tell(() -> watch.ticked(nowMillis), Optional.empty(), nowMillis);
        }
    }

    private static void unconfirm(Alarm alarm, long nowMillis) {
        if (alarm.present && alarm.unconfirmedMillis == NEVER) {
            alarm.unconfirmedMillis = nowMillis;
        }
    }

    private void state(Optional<String> by, long nowMillis) {
        boolean present = alarms.values().stream().anyMatch(alarm -> alarm.present);
        Runnable step = () -> {
            if (present) {
                rule = StatedRule.forwarded(key, highest());
                watch.ruled(rule, nowMillis);
            }
            watch.stated(present, nowMillis);
        };
        tell(step, by, nowMillis);
    }

    /** What the step raises rests on one alarm; each other one that is not told of yet raises for itself. */
    private void tell(Runnable step, Optional<String> by, long nowMillis) {
        Condition condition = watch.condition();
        long before = epoch(condition);
        Optional<String> cause = condition.state().active() ? by : untold(nowMillis, true);
        cause.ifPresent(name -> condition.rests(Evidence.named(name)));
        step.run();
        if (!condition.state().active()) {
            return;
        }
        boolean raised = epoch(condition) != before;
        if (raised) {
            cause.ifPresent(this::told);
        }
        for (Optional<String> next = untold(nowMillis, raised); next.isPresent(); next = untold(nowMillis, raised)) {
            condition.rests(Evidence.named(next.get()));
            told(next.get());
            condition.happened(AlertEvent.ANOTHER_CAUSE, nowMillis);
        }
    }

    private void told(String name) {
        Alarm alarm = alarms.get(name);
        if (alarm != null) {
            alarm.told = true;
        }
    }

    /** The first alarm that is on and not told of, if it has lasted, or if that does not matter. */
    private Optional<String> untold(long nowMillis, boolean atOnce) {
        for (Map.Entry<String, Alarm> next : alarms.entrySet()) {
            Alarm alarm = next.getValue();
            if (alarm.present && !alarm.told && (atOnce || nowMillis - alarm.sinceMillis >= rule.delayMillis())) {
                return Optional.of(next.getKey());
            }
        }
        return Optional.empty();
    }

    private boolean isFlicker(Alarm alarm, long nowMillis) {
        return alarm.told
                && !alarm.present
                && alarm.offMillis != NEVER
                && nowMillis - alarm.offMillis < rule.holdMillis();
    }

    private boolean isForgotten(Alarm alarm, long nowMillis) {
        return !alarm.present && !isFlicker(alarm, nowMillis);
    }

    private AlertPriority highest() {
        AlertPriority highest = AlertPriority.LOW;
        for (Alarm alarm : alarms.values()) {
            highest = alarm.present && alarm.priority.compareTo(highest) > 0 ? alarm.priority : highest;
        }
        return highest;
    }

    private static long epoch(Condition condition) {
        return condition.standing().map(standing -> standing.epoch()).orElse(0L);
    }
}

package io.wardkeep.gateway.alert;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One side of the limits of one metric at one bed. Each device that measures the metric is judged by itself, so that a
 * second device's good values do not hide the first one's bad ones; they share the condition.
 *
 * <p>On the path of an unremarkable value nothing is allocated.
 */
final class LimitWatch {

    /** A value of a metric that is measured seldom (a cuff) stands until the next: it is confirmed by time alone. */
    private static final long CONFIRM_MILLIS = 2_000;

    private static final long STALE_MILLIS_MIN = 5_000;
    private static final long STALE_MILLIS_MAX = 1_800_000;

    /** Until a device's interval is known. */
    private static final long STALE_MILLIS_UNKNOWN = 300_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final BedId bed;
    private final Condition condition;
    private final Bedside bedside;
    private final List<Run> runs = new ArrayList<>(1);
    private @Nullable LimitRule rule;
    /** Nobody whose values were beyond the limit gives values now. */
    private boolean lost;

    /** Signalled before a restart: nobody knows by which device's values. */
    private boolean restored;

    /** What one device's values have been doing. */
    private static final class Run {
        private final DeviceId device;
        private long violatedSince = NEVER;
        private long inOrderSince = NEVER;
        private long lastMillis = NEVER;
        private long intervalMillis = NEVER;
        private long staleMillis = STALE_MILLIS_UNKNOWN;
        private boolean asserted;

        /** The device has not said since that it has no value. */
        private boolean stands;

        private double value;
        private long mantissa;
        private int scale;

        private Run(DeviceId device) {
            this.device = device;
        }

        private void take(double next, long nextMantissa, int nextScale, long nowMillis) {
            if (lastMillis != NEVER) {
                long gap = nowMillis - lastMillis;
                // A gap in a quick series says nothing of how long the next value stands.
                long interval = intervalMillis == NEVER ? gap : Math.min(gap, intervalMillis);
                staleMillis = Math.clamp(2 * interval, STALE_MILLIS_MIN, STALE_MILLIS_MAX);
                intervalMillis = gap;
            }
            lastMillis = nowMillis;
            stands = true;
            value = next;
            mantissa = nextMantissa;
            scale = nextScale;
        }

        private boolean isStale(long nowMillis) {
            return nowMillis - lastMillis > staleMillis;
        }
    }

    LimitWatch(BedId bed, Condition condition, Bedside bedside) {
        this.bed = bed;
        this.condition = condition;
        this.bedside = bedside;
    }

    /**
     * Judges by {@code next} from now on, what stands still at once: a cuff's value is not measured again for minutes.
     * Empty switches this side off, which ends what is signalled.
     */
    void ruled(Optional<LimitRule> next, int unit, long nowMillis) {
        LimitRule before = rule;
        rule = next.orElse(null);
        if (rule == null) {
            runs.forEach(run -> {
                run.asserted = false;
                run.violatedSince = NEVER;
                run.inOrderSince = NEVER;
            });
            lost = false;
            restored = false;
            condition.happened(AlertEvent.DISABLE, nowMillis);
            return;
        }
        condition.ruled(rule, nowMillis);
        if (!rule.equals(before)) {
            for (Run run : runs) {
                if (run.stands && !run.isStale(nowMillis)) {
                    judge(run, rule, unit, nowMillis);
                }
            }
        }
    }

    /**
     * Takes over that the condition was signalled before a restart. Whose values violated is not known, so good values
     * of one device end nothing before every other device at the bed has been heard.
     */
    void restored(long nowMillis) {
        if (rule == null) {
            condition.happened(AlertEvent.DISABLE, nowMillis);
        } else {
            lost = true;
            restored = true;
        }
    }

    void sampled(DeviceId device, double value, long mantissa, int scale, int unit, long nowMillis) {
        Run run = run(device);
        run.take(value, mantissa, scale, nowMillis);
        LimitRule current = rule;
        if (current != null) {
            judge(run, current, unit, nowMillis);
        }
    }

    private void judge(Run run, LimitRule current, int unit, long nowMillis) {
        if (lost && !run.asserted && condition.state().active()) {
            // Signalled before a restart, or by a device that has gone: this value takes the run over.
            run.asserted = true;
        }
        if (run.asserted) {
            goesOn(run, current, unit, nowMillis);
        } else if (current.violates(run.value)) {
            if (run.violatedSince == NEVER) {
                run.violatedSince = nowMillis;
                if (condition.state() == AlertState.IDLE) {
                    condition.happened(AlertEvent.RAW_TRUE, nowMillis);
                }
            }
            if (nowMillis - run.violatedSince >= current.delayMillis()) {
                raise(run, current, unit, nowMillis);
            }
        } else if (run.violatedSince != NEVER) {
            withdraw(run, AlertEvent.RAW_FALSE, nowMillis);
        }
    }

    /** The device has no value: the delay begins anew, and nothing that is signalled ends. */
    void missed(DeviceId device, long nowMillis) {
        for (int index = 0; index < runs.size(); index++) {
            Run run = runs.get(index);
            if (run.device.equals(device)) {
                run.inOrderSince = NEVER;
                run.stands = false;
                if (!run.asserted && run.violatedSince != NEVER) {
                    withdraw(run, AlertEvent.RAW_FALSE, nowMillis);
                }
            }
        }
    }

    void ticked(int unit, long nowMillis) {
        LimitRule current = rule;
        if (current == null || runs.isEmpty()) {
            return;
        }
        for (int index = 0; index < runs.size(); index++) {
            Run run = runs.get(index);
            if (run.asserted) {
                if (run.inOrderSince != NEVER) {
                    confirm(run, current, nowMillis);
                }
            } else if (run.violatedSince != NEVER) {
                if (nowMillis - run.violatedSince >= current.delayMillis() + CONFIRM_MILLIS) {
                    raise(run, current, unit, nowMillis);
                } else if (run.isStale(nowMillis)) {
                    withdraw(run, AlertEvent.SOURCE_LOST, nowMillis);
                }
            }
        }
        if (!lost && condition.state().active() && allStale(nowMillis)) {
            lost = true;
            condition.happened(AlertEvent.SOURCE_LOST, nowMillis);
        }
    }

    /**
     * The patient left the bed: what was only pending is forgotten, and the next one's limits are not for these values.
     */
    void unassigned(long nowMillis) {
        for (Run run : runs) {
            run.stands = false;
        }
        if (condition.state() == AlertState.PENDING) {
            for (Run run : runs) {
                run.violatedSince = NEVER;
            }
        }
        condition.happened(AlertEvent.UNASSIGN_BED, nowMillis);
    }

    /** Time alone makes the last value good enough to end something only while values may still be expected. */
    private void confirm(Run run, LimitRule current, long nowMillis) {
        if (run.isStale(nowMillis)) {
            run.inOrderSince = NEVER;
        } else if (nowMillis - run.inOrderSince >= current.holdMillis() + CONFIRM_MILLIS
                && bedside.hears(run.device, nowMillis)) {
            lower(run, nowMillis);
        }
    }

    private void goesOn(Run run, LimitRule current, int unit, long nowMillis) {
        if (current.stillViolates(run.value)) {
            run.inOrderSince = NEVER;
            if (lost) {
                lost = false;
                restored = false;
                condition.happened(AlertEvent.SOURCE_BACK_TRUE, nowMillis);
            } else if (!condition.state().active()) {
                raise(run, current, unit, nowMillis);
            }
            return;
        }
        if (run.inOrderSince == NEVER) {
            run.inOrderSince = nowMillis;
        }
        if (nowMillis - run.inOrderSince >= current.holdMillis()) {
            lower(run, nowMillis);
        }
    }

    private void raise(Run run, LimitRule current, int unit, long nowMillis) {
        run.asserted = true;
        run.inOrderSince = NEVER;
        switch (condition.state()) {
            case IDLE -> {
                condition.happened(AlertEvent.RAW_TRUE, nowMillis);
                start(run, current, unit, AlertEvent.DELAY_ELAPSED, nowMillis);
            }
            case PENDING -> start(run, current, unit, AlertEvent.DELAY_ELAPSED, nowMillis);
            case LATCHED -> start(run, current, unit, AlertEvent.RAW_TRUE, nowMillis);
            case ACTIVE_UNACK, ACTIVE_ACK -> {
                // Another device's values raised it already.
            }
        }
    }

    private void start(Run run, LimitRule current, int unit, AlertEvent event, long nowMillis) {
        lost = false;
        restored = false;
        condition.rests(new Evidence(
                Optional.of(current.limit()),
                Optional.of(new Decimal(run.mantissa, run.scale)),
                unit,
                Optional.empty()));
        condition.happened(event, nowMillis);
    }

    private void lower(Run run, long nowMillis) {
        if (restored && !bedside.hasHeardAll(bed, this::gives, nowMillis)) {
            return;
        }
        run.asserted = false;
        run.violatedSince = NEVER;
        run.inOrderSince = NEVER;
        for (Run other : runs) {
            if (other.asserted) {
                return;
            }
        }
        condition.happened(lost ? AlertEvent.SOURCE_BACK_FALSE : AlertEvent.RAW_FALSE, nowMillis);
        lost = false;
        restored = false;
    }

    private void withdraw(Run run, AlertEvent why, long nowMillis) {
        run.violatedSince = NEVER;
        if (condition.state() != AlertState.PENDING) {
            return;
        }
        for (Run other : runs) {
            if (other.violatedSince != NEVER) {
                return;
            }
        }
        condition.happened(why, nowMillis);
    }

    private boolean allStale(long nowMillis) {
        for (Run run : runs) {
            if (run.asserted && !run.isStale(nowMillis)) {
                return false;
            }
        }
        return true;
    }

    private boolean gives(DeviceId device) {
        return runs.stream().anyMatch(run -> run.device.equals(device));
    }

    private Run run(DeviceId device) {
        for (int index = 0; index < runs.size(); index++) {
            Run run = runs.get(index);
            if (run.device.equals(device)) {
                return run;
            }
        }
        Run run = new Run(device);
        runs.add(run);
        return run;
    }
}

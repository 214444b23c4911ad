package io.wardkeep.gateway.alert;

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

    private final Condition condition;
    private final List<Run> runs = new ArrayList<>(1);
    private @Nullable LimitRule rule;
    private boolean lost;

    /** What one device's values have been doing. */
    private static final class Run {
        private final DeviceId device;
        private long violatedSince = NEVER;
        private long inOrderSince = NEVER;
        private long lastMillis = NEVER;
        private long staleMillis = STALE_MILLIS_UNKNOWN;
        private boolean asserted;
        private long mantissa;
        private int scale;

        private Run(DeviceId device) {
            this.device = device;
        }
    }

    LimitWatch(Condition condition) {
        this.condition = condition;
    }

    /** Judges by {@code next} from now on; empty switches this side off, which ends what is signalled. */
    void ruled(Optional<LimitRule> next, long nowMillis) {
        rule = next.orElse(null);
        if (rule == null) {
            runs.clear();
            lost = false;
            condition.happened(AlertEvent.DISABLE, nowMillis);
        } else {
            condition.ruled(rule, nowMillis);
        }
    }

    /** Takes over that the condition was signalled before a restart: the next values decide about its end. */
    void restored() {
        lost = true;
    }

    void sampled(DeviceId device, double value, long mantissa, int scale, int unit, long nowMillis) {
        LimitRule current = rule;
        if (current == null) {
            return;
        }
        Run run = run(device);
        if (run.lastMillis != NEVER) {
            run.staleMillis = Math.clamp(2 * (nowMillis - run.lastMillis), STALE_MILLIS_MIN, STALE_MILLIS_MAX);
        }
        run.lastMillis = nowMillis;
        if (lost && !run.asserted && condition.state().active()) {
            // Signalled before a restart, or by a device that has gone: this value takes the run over.
            run.asserted = true;
        }
        if (run.asserted) {
            goesOn(run, current, value, unit, nowMillis);
        } else if (current.violates(value)) {
            run.mantissa = mantissa;
            run.scale = scale;
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
                if (run.inOrderSince != NEVER
                        && nowMillis - run.inOrderSince >= current.holdMillis() + CONFIRM_MILLIS) {
                    lower(run, nowMillis);
                }
            } else if (run.violatedSince != NEVER) {
                if (nowMillis - run.violatedSince >= current.delayMillis() + CONFIRM_MILLIS) {
                    raise(run, current, unit, nowMillis);
                } else if (nowMillis - run.lastMillis > run.staleMillis) {
                    withdraw(run, AlertEvent.SOURCE_LOST, nowMillis);
                }
            }
        }
        if (!lost && condition.state().active() && allStale(nowMillis)) {
            lost = true;
            condition.happened(AlertEvent.SOURCE_LOST, nowMillis);
        }
    }

    /** The patient left the bed: what was only pending is forgotten. */
    void unassigned(long nowMillis) {
        if (condition.state() == AlertState.PENDING) {
            for (Run run : runs) {
                run.violatedSince = NEVER;
            }
        }
        condition.happened(AlertEvent.UNASSIGN_BED, nowMillis);
    }

    private void goesOn(Run run, LimitRule current, double value, int unit, long nowMillis) {
        if (current.stillViolates(value)) {
            run.inOrderSince = NEVER;
            if (lost) {
                lost = false;
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
        condition.rests(
                new Evidence(Optional.of(current.limit()), Optional.of(new Decimal(run.mantissa, run.scale)), unit));
        condition.happened(event, nowMillis);
    }

    private void lower(Run run, long nowMillis) {
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
            if (run.asserted && nowMillis - run.lastMillis <= run.staleMillis) {
                return false;
            }
        }
        return true;
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

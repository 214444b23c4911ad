package io.wardkeep.ward.view;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.Observation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest measurement of one metric by one device. Newest by (measured time, dot): what arrives late never
 * overwrites what is newer.
 */
final class Channel {

    /** A continuous value is stale after twice its interval, but not before this. */
    static final long STALE_MILLIS_MIN = 5_000;

    /** After so many times the time until stale, the value itself is no longer shown. */
    static final int GONE_FACTOR = 3;

    /** A time so far ahead of the one of receipt is not believed when it comes to order and age. */
    static final long AHEAD_MILLIS_MAX = 5_000;

    private static final long INTERVAL_MILLIS = 1_000;
    private static final long INTERVAL_SPOT_MILLIS = 30 * 60_000L;

    /** Measured now and then by somebody who decided to: cuff, thermometer, blood glucose, scale, score. */
    private static final Set<Integer> SPOT = Set.of(
            150020, 150021, 150022, 150023, 149546, 150300, 150392, 188424, 188496, 188420, 160184, 188736, 188740);

    final int code;
    final String device;
    final String ref;
    final String label;
    private String unit = "";
    private int unitCode;
    private long intervalMillis;
    private @Nullable Observation newest;
    private @Nullable Observation valued;
    private long newestMillis;
    private long valuedMillis;
    private long receivedMillis;
    private @Nullable Dot dot;

    Channel(int code, String device) {
        this.code = code;
        this.device = device;
        ref = MetricNames.ref(code);
        label = MetricNames.label(code);
        intervalMillis = SPOT.contains(code) ? INTERVAL_SPOT_MILLIS : INTERVAL_MILLIS;
    }

    /** Takes a measurement; false when a newer one is here. Without a dot, of one millisecond the later call wins. */
    boolean take(Observation measured, long received, @Nullable Dot name) {
        long at = Math.min(measured.measuredMillis(), received + AHEAD_MILLIS_MAX);
        // The clock was set back: what is here claims a time that has not come, and must not stand until it does.
        boolean setBack = newest != null && newestMillis > received + AHEAD_MILLIS_MAX;
        if (measured.validity().hasValue() && (valued == null || at >= valuedMillis || setBack)) {
            valued = measured;
            valuedMillis = at;
        }
        if (newest != null && !setBack) {
            boolean newer = at > newestMillis || at == newestMillis && later(name);
            if (!newer) {
                return false;
            }
            learnInterval(at - newestMillis);
        }
        if (measured.unit() != unitCode) {
            unitCode = measured.unit();
            unit = MetricNames.unit(unitCode);
        }
        newest = measured;
        newestMillis = at;
        receivedMillis = received;
        dot = name;
        return true;
    }

    /** Would no measurement up to this time change anything, were it received now? */
    boolean isPast(long untilMillis, long received) {
        return newest != null
                && valued != null
                && untilMillis < Math.min(newestMillis, valuedMillis)
                && newestMillis <= received + AHEAD_MILLIS_MAX;
    }

    private boolean later(@Nullable Dot name) {
        return name == null || dot == null || name.compareTo(dot) > 0;
    }

    /** At most by the factor two at a time, so that one outage does not teach a wrong rhythm. */
    private void learnInterval(long gap) {
        if (gap > 0) {
            intervalMillis = Math.clamp(gap, Math.max(1, intervalMillis / 2), intervalMillis * 2);
        }
    }

    Observation newest() {
        if (newest == null) {
            throw new IllegalStateException("a channel without a measurement");
        }
        return newest;
    }

    /** The newest's unit, as shown. */
    String unit() {
        return unit;
    }

    long newestMillis() {
        return newestMillis;
    }

    long receivedMillis() {
        return receivedMillis;
    }

    /** From when on the newest counts as old. */
    long staleFromMillis() {
        return bornMillis() + staleMillis() + 1;
    }

    /** From when on its value is no longer shown. */
    long goneFromMillis() {
        return bornMillis() + GONE_FACTOR * staleMillis() + 1;
    }

    boolean stale(long now) {
        return now >= staleFromMillis() || fromTheFuture(now);
    }

    /** Has it a value that may still be shown? */
    boolean shows(long now) {
        return newest().validity().hasValue() && now < goneFromMillis() && !fromTheFuture(now);
    }

    /** The digits, when they may still be shown. */
    @Nullable String value(long now) {
        return shows(now) ? newest().value().toString() : null;
    }

    /** The last value, where none is shown now. */
    @Nullable LastView last(long now) {
        return shows(now) || valued == null ? null : new LastView(valued.value().toString(), valuedMillis);
    }

    /** After the clock was set back nobody knows how old it is. */
    private boolean fromTheFuture(long now) {
        return bornMillis() > now + AHEAD_MILLIS_MAX;
    }

    private long staleMillis() {
        return Math.max(2 * intervalMillis, STALE_MILLIS_MIN);
    }

    /** Whatever clock is behind, a value is as old as its oldest stamp says. */
    private long bornMillis() {
        return Math.min(newestMillis, receivedMillis);
    }
}

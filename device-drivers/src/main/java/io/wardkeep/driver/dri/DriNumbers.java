package io.wardkeep.driver.dri;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says the numbers of one record after the other, and remembers what must be remembered between them: what was measured
 * before and is not any more, and which lasting values were said already. Of two groups with one label the first
 * counts.
 */
final class DriNumbers {

    /** Everything up to here is a code for why there is no value. */
    static final int CODE_MAX = -32_000;

    private static final DriNumeric[] ALL = DriNumeric.values();
    private static final int NEVER_SAID = Integer.MIN_VALUE;
    private static final int SAID_ONGOING = Integer.MIN_VALUE + 1;

    private final Set<DriNumeric> everSaid = EnumSet.noneOf(DriNumeric.class);
    private final Set<DriNumeric> saidNow = EnumSet.noneOf(DriNumeric.class);
    private final int[] lastingRaw = new int[ALL.length];
    private long nowMillis;
    private long deviceMillis = Reading.NO_DEVICE_TIME;

    DriNumbers() {
        Arrays.fill(lastingRaw, NEVER_SAID);
    }

    void begin(long now, long device) {
        nowMillis = now;
        deviceMillis = device;
        saidNow.clear();
    }

    /** Says what was said before and was not part of this record. */
    void end(Consumer<DriverEvent> events) {
        for (DriNumeric numeric : ALL) {
            if (everSaid.contains(numeric) && !saidNow.contains(numeric)) {
                everSaid.remove(numeric);
                lastingRaw[numeric.ordinal()] = NEVER_SAID;
                missing(numeric, Validity.INVALID, events);
            }
        }
    }

    /** Was nothing of this lasting value seen yet, not even that there is none? */
    boolean isFirstSight(DriNumeric numeric) {
        return lastingRaw[numeric.ordinal()] == NEVER_SAID;
    }

    /** An integer of the record, which may be a code. */
    void say(DriNumeric numeric, int raw, Validity validity, Consumer<DriverEvent> events) {
        if (raw <= CODE_MAX || raw == 0 && numeric.zeroIsNoValue()) {
            sayMissing(numeric, events);
        } else {
            sayValue(numeric, raw, validity, events);
        }
    }

    /** A number that is no code. */
    void sayValue(DriNumeric numeric, long mantissa, Validity validity, Consumer<DriverEvent> events) {
        if (saidNow.add(numeric)) {
            everSaid.add(numeric);
            value(numeric, mantissa, validity, events);
        }
    }

    /** There is a group for it, but no value. */
    void sayMissing(DriNumeric numeric, Consumer<DriverEvent> events) {
        if (saidNow.add(numeric)) {
            everSaid.add(numeric);
            missing(numeric, Validity.INVALID, events);
        }
    }

    /**
     * A value that stays on the screen until the next measurement: said when it is new.
     *
     * @param renewed does the monitor say that it was measured since the last record?
     */
    void sayLasting(DriNumeric numeric, int raw, boolean renewed, Validity validity, Consumer<DriverEvent> events) {
        if (renewed || raw != lastingRaw[numeric.ordinal()]) {
            lastingRaw[numeric.ordinal()] = raw;
            say(numeric, raw, validity, events);
        } else {
            saidNow.add(numeric);
        }
    }

    /** Its next measurement goes on. */
    void sayOngoing(DriNumeric numeric, Consumer<DriverEvent> events) {
        if (lastingRaw[numeric.ordinal()] != SAID_ONGOING) {
            lastingRaw[numeric.ordinal()] = SAID_ONGOING;
            missing(numeric, Validity.ONGOING, events);
        }
        everSaid.add(numeric);
        saidNow.add(numeric);
    }

    private void value(DriNumeric numeric, long raw, Validity validity, Consumer<DriverEvent> events) {
        long mantissa = raw;
        int scale = numeric.scale();
        // 98.00 is 98: the decimals are the record's, not the measurement's.
        while (scale > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            scale--;
        }
        events.accept(new DriverEvent.Measured(
                Measurements.value(numeric.metric(), mantissa, scale, validity, nowMillis, deviceMillis)));
    }

    private void missing(DriNumeric numeric, Validity validity, Consumer<DriverEvent> events) {
        events.accept(
                new DriverEvent.Measured(Measurements.missing(numeric.metric(), validity, nowMillis, deviceMillis)));
    }
}

package io.wardkeep.simulator.nonin;

import io.wardkeep.simulator.patient.Vitals;

/** The numbers on the oximeter's display: refreshed every 1.5 s, held for 10 s when there is nothing to show. */
final class DisplayValues {

    static final int SATURATION_MISSING = 127;
    static final int RATE_MISSING = 511;

    private static final long REFRESH_MILLIS = 1_500;
    private static final long HOLD_MILLIS = 10_000;

    private long refreshedMillis = Long.MIN_VALUE / 2;
    private long measuredMillis = Long.MIN_VALUE / 2;
    private int saturation = SATURATION_MISSING;
    private int rate = RATE_MISSING;

    void advance(Vitals vitals, long atMillis) {
        if (atMillis - refreshedMillis < REFRESH_MILLIS) {
            return;
        }
        refreshedMillis = atMillis;
        if (vitals.saturation().isPresent() && vitals.pulseRate().isPresent()) {
            measuredMillis = atMillis;
            saturation = vitals.saturation().getAsInt();
            rate = vitals.pulseRate().getAsInt();
        } else if (atMillis - measuredMillis >= HOLD_MILLIS) {
            saturation = SATURATION_MISSING;
            rate = RATE_MISSING;
        }
    }

    int saturation() {
        return saturation;
    }

    int rate() {
        return rate;
    }
}

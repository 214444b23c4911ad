package io.wardkeep.segment;

/**
 * Expects the next of a sequence of times that come about regularly: a loop that follows phase and period, so that the
 * jitter of one time is not expected of the next. Milliseconds, in sixteenths inside. Any numbers are good, sums wrap.
 */
final class Beat {

    /** A time so far from where it was expected is a gap or another rhythm, not jitter. */
    private static final long JITTER_MILLIS_MAX = 128;

    private long phase;
    private long period;
    private long last;
    private boolean missed = true;
    private boolean begun;

    /** When the next is expected; {@code otherwise} before the first. */
    long expected(long otherwise) {
        return begun ? phase + period + 8 >> 4 : otherwise;
    }

    /** Takes the next time. */
    void at(long millis) {
        long late = millis - (phase + period + 8 >> 4);
        if (begun && late >= -JITTER_MILLIS_MAX && late <= JITTER_MILLIS_MAX) {
            phase += period + (late << 3);
            period += late;
            missed = false;
        } else {
            if (begun && missed) {
                period = millis - last << 4;
            }
            phase = millis << 4;
            missed = begun;
        }
        begun = true;
        last = millis;
    }
}

package io.wardkeep.simulator.dri;

import io.wardkeep.simulator.patient.Pressure;
import io.wardkeep.simulator.patient.Vitals;
import java.util.Optional;
import java.util.OptionalInt;

/** A cuff that measures by itself every five minutes, for half a minute. Owned by one device. */
final class Cuff {

    private static final long CYCLE_MILLIS = 300_000;
    private static final long MEASURES_MILLIS = 30_000;
    private static final long OLD_MILLIS = 60_000;
    private static final int AUTO = 1 << 3;
    private static final int MEASURING = 1 << 5;
    private static final int OLD = 1 << 8;

    private Optional<Pressure> last = Optional.empty();
    private OptionalInt rate = OptionalInt.empty();
    private boolean measuring;
    private boolean old;

    void advance(Vitals vitals, long atMillis) {
        long inCycle = atMillis % CYCLE_MILLIS;
        boolean measures = inCycle < MEASURES_MILLIS;
        if (measuring && !measures) {
            last = vitals.circulation().cuff();
            rate = last.isPresent() ? vitals.heartRate() : OptionalInt.empty();
        }
        measuring = measures;
        old = last.isPresent() && inCycle >= MEASURES_MILLIS + OLD_MILLIS;
    }

    Optional<Pressure> last() {
        return last;
    }

    OptionalInt rate() {
        return rate;
    }

    int label() {
        return AUTO | (measuring ? MEASURING : 0) | (old ? OLD : 0);
    }
}

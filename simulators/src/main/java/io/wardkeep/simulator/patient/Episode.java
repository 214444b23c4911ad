package io.wardkeep.simulator.patient;

import java.time.Duration;

/** Something that happens at a bed. */
public sealed interface Episode {

    /** How long it lasts from its start to its complete end. */
    Duration length();

    /**
     * The saturation falls, stays, and comes back at the pace at which it fell.
     *
     * @param toPercent where it stays
     * @param over how long it falls
     * @param stays how long it stays
     */
    record Desaturation(int toPercent, Duration over, Duration stays) implements Episode {

        @Override
        public Duration length() {
            return over.multipliedBy(2).plus(stays);
        }
    }

    /** The oximeter's probe slips off the finger. */
    record ProbeOff(Duration length) implements Episode {}

    /** The device says nothing; the cable is in. */
    record Silence(Duration length) implements Episode {}

    /** The cable is out, or the network of the device is. */
    record Unplugged(Duration length) implements Episode {}

    /** Noise on the line. */
    record Garbage(int bytes) implements Episode {

        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }
}

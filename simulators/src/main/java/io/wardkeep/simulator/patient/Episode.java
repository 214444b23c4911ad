package io.wardkeep.simulator.patient;

import java.time.Duration;

/** Something that happens at a bed. */
public sealed interface Episode {

    /** How long it lasts from its start to its complete end. */
    Duration length();

    /** Happens inside the body: only a modelled patient can have it. */
    sealed interface InTheBody extends Episode {}

    /** Happens between the body and the device. */
    sealed interface AtTheSensor extends Episode {}

    /** Happens in the device or between it and its listener. */
    sealed interface OnTheLine extends Episode {}

    /** The saturation falls to a percentage, whatever the body does. */
    record Desaturation(Course course) implements AtTheSensor {

        @Override
        public Duration length() {
            return course.length();
        }
    }

    /** An infection reaches the blood: vessels open, fever, fast breath; 100 % is shock. */
    record Sepsis(Course course) implements InTheBody {

        @Override
        public Duration length() {
            return course.length();
        }
    }

    /** So many percent of the blood are lost, and given back in the end. */
    record Hypovolaemia(Course course) implements InTheBody {

        @Override
        public Duration length() {
            return course.length();
        }
    }

    /** So many percent of the drive to breathe are taken away. */
    record Opioid(Course course) implements InTheBody {

        @Override
        public Duration length() {
            return course.length();
        }
    }

    /** The heart falls out of its rhythm, and back into it in the end. */
    record Arrhythmia(Rhythm rhythm, Duration length) implements InTheBody {}

    /** The oximeter's probe slips off the finger. */
    record ProbeOff(Duration length) implements AtTheSensor {}

    /** The patient moves: the curves of electrodes and finger are shaken, and no saturation is found. */
    record Artefact(Duration length) implements AtTheSensor {}

    /** Every number and every curve stays where it is. */
    record Stuck(Duration length) implements AtTheSensor {}

    /** The device says nothing; the cable is in. */
    record Silence(Duration length) implements OnTheLine {}

    /** The cable is out, or the network of the device is. */
    record Unplugged(Duration length) implements OnTheLine {}

    /** Noise on the line. */
    record Garbage(int bytes) implements OnTheLine {

        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }

    /** Of a million bits so many arrive turned. */
    record BitErrors(int perMillion, Duration length) implements OnTheLine {

        /** Rejects more than all. */
        public BitErrors {
            inRange("bits", perMillion, 1_000_000);
        }
    }

    /** So many percent of the messages do not arrive. */
    record DropOuts(int percent, Duration length) implements OnTheLine {

        /** Rejects more than all. */
        public DropOuts {
            inRange("percent", percent, 100);
        }
    }

    /** So many percent of the messages arrive after the one that was sent behind them. */
    record Disorder(int percent, Duration length) implements OnTheLine {

        /** Rejects more than all. */
        public Disorder {
            inRange("percent", percent, 100);
        }
    }

    /** The device's clock is set to another time. */
    record ClockJump(Duration by) implements OnTheLine {

        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }

    private static void inRange(String key, int number, int max) {
        if (number < 0 || number > max) {
            throw new IllegalArgumentException(key + " must be 0 to " + max + ", not " + number);
        }
    }
}

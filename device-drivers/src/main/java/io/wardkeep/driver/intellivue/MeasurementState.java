package io.wardkeep.driver.intellivue;

import io.wardkeep.ward.Validity;

/** The sixteen bits that come with every value and every run of samples. */
final class MeasurementState {

    private static final int INVALID = 0x8000;
    private static final int UNAVAILABLE = 0x2000;
    /** The signal is made by the monitor and not by a patient. */
    private static final int TEST_OR_DEMONSTRATION = 0x0C00;

    /** Only with nothing in the upper octet is a value good; an early estimate is not good yet. */
    private static final int DOUBTED = 0xFF40;

    private static final int ONGOING = 0x0020;

    private MeasurementState() {}

    /**
     * How far the value may be believed.
     *
     * @param isNumber does a number come with the state?
     */
    static Validity validity(int state, boolean isNumber) {
        if ((state & (INVALID | UNAVAILABLE | TEST_OR_DEMONSTRATION)) != 0 || !isNumber) {
            return (state & ONGOING) != 0 ? Validity.ONGOING : Validity.INVALID;
        }
        return (state & DOUBTED) != 0 ? Validity.QUESTIONABLE : Validity.VALID;
    }

    /** What of a state says something about the value, and nothing about alarms or the next measurement. */
    static int ofValue(int state) {
        return state & DOUBTED;
    }
}

package io.wardkeep.driver.capnostream;

/**
 * Some firmware now and then sends numbers with the respiration in the place of the saturation. A saturation may well
 * be what the respiration was, and may stay so: such a frame is given up only when something else speaks against it
 * too, and only while that is new. Owned by one session.
 */
final class ShiftedNumbers {

    private static final int MISSING = 0xFF;
    /** No blood loses so much of its oxygen in a second. */
    private static final int FALL_PERCENT = 20;

    private int lastRespiration = MISSING;
    private int lastSaturation = MISSING;
    private boolean equalBefore;

    /** Is the frame that came a shifted one? */
    boolean suspects(int saturation, int pulse) {
        // Zero is what both read without a patient.
        boolean equal = saturation == lastRespiration && saturation != MISSING && saturation != 0;
        boolean isNew = !equalBefore;
        equalBefore = equal;
        return equal && isNew && lastSaturation != MISSING && (pulse == lastSaturation || hasFallen(saturation));
    }

    /** The frame was taken. */
    void accept(int respiration, int saturation) {
        lastRespiration = respiration;
        lastSaturation = saturation;
    }

    private boolean hasFallen(int saturation) {
        return lastSaturation - saturation > FALL_PERCENT;
    }
}

package io.wardkeep.driver.contec;

/** What one packet says, whatever its form. Filled anew for each packet; owned by one session. */
final class FingerPacket {

    /** No perfusion index in this packet, or none that is valid. */
    static final int NO_PERFUSION = -1;

    private static final int STRENGTH_MIN = 3;
    private static final int STRENGTH_MAX = 8;

    /** Percent; 0 and 127 are none. */
    int saturation;
    /** Beats per minute; 0 and 255 are none. */
    int rate;
    /** The plethysmogram's sample. */
    int pleth;
    /** Hundredths of a percent or {@link #NO_PERFUSION}. */
    int perfusion = NO_PERFUSION;
    /** No finger, or an error of the probe. */
    boolean sensorOff;
    /** The probe is not plugged in; of the streams that tell it. */
    boolean unplugged;
    /** The device searches for a pulse, or its signal is weak. */
    boolean doubted;
    /** The device warns of the saturation. */
    boolean warned;

    /** A signal that is weak, or whose strength the device does not know. */
    static boolean isWeak(int strength) {
        return strength < STRENGTH_MIN || strength > STRENGTH_MAX;
    }
}

package io.wardkeep.simulator.contec;

import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;

/**
 * What the finger shows at one packet.
 *
 * @param fingerIn does the probe sit on the finger?
 * @param saturation percent, 127 where there is none
 * @param rate beats per minute, 255 where there is none
 * @param height of the plethysmogram, 0 to 1
 */
record FingerPulse(boolean fingerIn, int saturation, int rate, double height) {

    static final int STRENGTH = 5;

    private static final int SATURATION_MISSING = 127;
    private static final int RATE_MISSING = 255;

    /** At the {@code number}-th of so many packets a second. */
    static FingerPulse at(Patient patient, long number, int packetsPerSecond) {
        Vitals vitals = patient.vitals(number * 1_000 / packetsPerSecond);
        return new FingerPulse(
                vitals.fingerInProbe(),
                vitals.saturation().orElse(SATURATION_MISSING),
                Math.min(vitals.pulseRate().orElse(RATE_MISSING), RATE_MISSING),
                patient.height(Curve.PLETHYSMOGRAM, number * 1_000_000_000L / packetsPerSecond));
    }

    /** The bars beside the pulse, 0 to 15. */
    int bar() {
        return fingerIn ? (int) Math.round(15 * height) : 0;
    }
}

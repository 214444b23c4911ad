package io.wardkeep.hub.intake;

/**
 * Bounds of the intake.
 *
 * @param catchUpsMax how many gateways may catch up on their backlog at once
 * @param admissionJitterMillis a session waits up to so long before it takes a token
 * @param eventsMax how many answers and news of the store may wait for one session before it is given up
 */
public record IntakeConfig(int catchUpsMax, int admissionJitterMillis, int eventsMax) {

    /** What a hospital's hub needs. */
    public static final IntakeConfig USUAL = new IntakeConfig(8, 500, 16_384);

    /** Rejects what admits nobody. */
    public IntakeConfig {
        if (catchUpsMax < 1 || admissionJitterMillis < 0 || eventsMax < 16) {
            throw new IllegalArgumentException("bounds must be positive");
        }
    }
}

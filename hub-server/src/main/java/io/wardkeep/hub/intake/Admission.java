package io.wardkeep.hub.intake;

import java.util.concurrent.Semaphore;

/**
 * How many gateways may catch up at once, so that a hub that comes back is not buried under all of them. Only the
 * backlog waits for a token; alerts, settings and the newest readings do not.
 */
final class Admission {

    private final Semaphore tokens;

    Admission(int tokens) {
        this.tokens = new Semaphore(tokens);
    }

    boolean tryEnter() {
        return tokens.tryAcquire();
    }

    void leave() {
        tokens.release();
    }
}

package io.wardkeep.hub;

import io.wardkeep.systemd.SystemdNotifier;

/**
 * The process's first thread once the hub runs: tells systemd that it is ready, that it is alive as long as its loops
 * turn, and that it stops; ends when the hub is broken or was told to stop.
 */
final class WatchdogLoop {

    private static final long PERIOD_MILLIS = 2_000;

    private final Hub hub;
    private final SystemdNotifier systemd;

    WatchdogLoop(Hub hub, SystemdNotifier systemd) {
        this.hub = hub;
        this.systemd = systemd;
    }

    /** Runs on the calling thread until the hub is over. */
    void run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stopper"));
        systemd.ready();
        while (!hub.awaitOver(PERIOD_MILLIS)) {
            if (hub.turns()) {
                systemd.alive();
            }
        }
    }

    /** On SIGTERM; the process lives until everything has stopped. */
    private void stop() {
        systemd.stopping();
        hub.close();
    }
}

package io.wardkeep.gateway;

import io.wardkeep.systemd.SystemdNotifier;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's first thread once the gateway runs: tells systemd that the ward is watched, as long as it is, ends the
 * process when a part has ended by a bug, and stops everything in order when it is told to.
 */
final class WatchdogLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WatchdogLoop.class);
    private static final long PERIOD_MILLIS = 2_000;
    private static final int FAILED = 1;

    private final Gateway gateway;
    private final SystemdNotifier systemd;
    private final CountDownLatch stopped = new CountDownLatch(1);

    WatchdogLoop(Gateway gateway, SystemdNotifier systemd) {
        this.gateway = gateway;
        this.systemd = systemd;
    }

    /** Runs on the calling thread until the process is to end. */
    int run() throws InterruptedException {
        Thread main = Thread.currentThread();
        Thread.setDefaultUncaughtExceptionHandler((_, bug) -> gateway.fail(bug));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stopAndWait(main)));
        systemd.ready();
        try {
            while (true) {
                watch();
            }
        } catch (InterruptedException told) {
            systemd.stopping();
            gateway.stop();
            return 0;
        } finally {
            stopped.countDown();
        }
    }

    private void watch() throws InterruptedException {
        try {
            Throwable broken = gateway.broken().get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            LOG.error("a part has failed; the process ends, and begins again from the journal", broken);
            // No orderly stop: what is broken must not write anything more.
            Runtime.getRuntime().halt(FAILED);
        } catch (TimeoutException goesOn) {
            if (gateway.watching()) {
                systemd.alive();
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the gateway says what broke, it does not throw it", impossible);
        }
    }

    /** On SIGTERM: tells the first thread, and keeps the process alive until that has stopped everything. */
    private void stopAndWait(Thread main) {
        main.interrupt();
        try {
            stopped.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.wardkeep.hub.bundle;

import io.wardkeep.hub.bundle.BundleReport.Result;
import io.wardkeep.identity.DenyList;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.sync.StoreInbox;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for bundles in the spool a few times a second and imports them, one after the other. */
public final class BundleLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundleLoop.class);
    private static final long LOOK_MILLIS = 250;
    private static final long TROUBLE_MILLIS = 5_000;
    private static final long STOP_MILLIS = 10_000;

    private final BundleSpool spool;
    private final BundleImport bundles;
    private final BundleObserver observer;
    private final Thread thread = new Thread(this::run, "bundle-loop");
    private volatile boolean stopping;

    /**
     * A loop that has not started.
     *
     * @param spool where bundles come in
     * @param hub for whom they are sealed, and whose root their makers have
     * @param denied the deny list as it stands
     * @param store the record
     * @param observer told of each import
     * @param clock by which certificates are judged
     */
    public BundleLoop(
            BundleSpool spool,
            IdentityDirectory hub,
            Supplier<DenyList> denied,
            StoreInbox store,
            BundleObserver observer,
            InstantSource clock) {
        this.spool = spool;
        this.observer = observer;
        bundles = new BundleImport(hub, denied, store, clock);
    }

    /** Begins to look. */
    public void start() throws IOException {
        spool.open();
        thread.start();
    }

    /** Stops after the bundle in hand; waits for that, for some seconds. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                Thread.sleep(look() ? LOOK_MILLIS : TROUBLE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes what waits; false when the directory could not be read or written. */
    private boolean look() {
        try {
            for (BundleRequest request : spool.waiting()) {
                if (!stopping) {
                    take(request);
                }
            }
            return true;
        } catch (IOException trouble) {
            LOG.error("bundles cannot be taken in", trouble);
            return false;
        }
    }

    private void take(BundleRequest request) throws IOException {
        BundleReport report;
        try {
            report = bundles.run(request);
        } catch (RuntimeException bug) {
            // It must not come again and again; who asked for it is told.
            LOG.error("a bundle could not be imported", bug);
            report = BundleReport.of(Result.FAILED, "bug", "something went wrong here; it is in the hub's log");
        }
        if (stopping && report.result() == Result.FAILED) {
            // The store stops as well: the next start takes it up again.
            return;
        }
        LOG.info(
                "bundle {} of {}: {} {} {}",
                report.bundle(),
                report.box(),
                report.result(),
                report.reason(),
                report.detail());
        observer.ended(request, report);
        spool.answer(request, report);
    }
}

package io.wardkeep.hub;

import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hub's identity as it stands in its directory, looking at it every few seconds: a renewed certificate is
 * shown from the next handshake on. One that cannot be read, or is another box's, leaves the last good one in force.
 */
final class IdentityLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityLoop.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Path directory;
    private final Thread thread = new Thread(this::run, "identity-loop");
    private volatile IdentityDirectory inForce;
    private volatile boolean stopping;
    private String wrong = "";

    /** Reads the directory once. */
    IdentityLoop(Path directory) throws IdentityException {
        this.directory = directory;
        inForce = IdentityDirectory.read(directory);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The newest identity that could be read. Any thread. */
    IdentityDirectory inForce() {
        return inForce;
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(LOOK);
                look();
            } catch (InterruptedException _) {
                // only close() interrupts
                return;
            }
        }
    }

    /** Looks once. */
    void look() {
        try {
            IdentityDirectory read = IdentityDirectory.read(directory);
            if (!read.name().site().equals(inForce.name().site())) {
                blame("the identity in " + directory + " is another box's: restart the hub to become it");
                return;
            }
            wrong = "";
            if (!read.chain().equals(inForce.chain())) {
                inForce = read;
                X509Certificate shown = read.chain().getFirst();
                LOG.info(
                        "a renewed certificate is shown, until {}",
                        shown.getNotAfter().toInstant());
            }
        } catch (IdentityException unusable) {
            blame(String.valueOf(unusable.getMessage()));
        }
    }

    private void blame(String why) {
        if (!why.equals(wrong)) {
            wrong = why;
            LOG.error("the last good certificate stays in force: {}", why);
        }
    }
}

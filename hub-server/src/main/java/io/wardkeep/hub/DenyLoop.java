package io.wardkeep.hub;

import io.wardkeep.identity.DenyList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the deny list as it stands in its file, looking at it four times a second. A list that cannot be understood
 * leaves the last good one in force.
 */
final class DenyLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DenyLoop.class);
    private static final long LOOK_MILLIS = 250;

    private final Path file;
    private final Thread thread = new Thread(this::run, "deny-loop");
    private volatile DenyList denied = new DenyList(Map.of());
    private volatile boolean stopping;
    private @Nullable Stamp seen;
    private boolean isSaid;

    private record Stamp(FileTime changed, long size) {}

    DenyLoop(Path file) throws IOException {
        this.file = file;
        seen = stamp();
        denied = DenyList.read(file);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    DenyList denied() {
        return denied;
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(LOOK_MILLIS);
                Stamp now = stamp();
                if (!Objects.equals(now, seen)) {
                    denied = DenyList.read(file);
                    seen = now;
                    isSaid = false;
                    LOG.warn(
                            "deny list read again: {} boxes",
                            denied.reasonBySite().size());
                }
            } catch (IOException unreadable) {
                if (!isSaid) {
                    isSaid = true;
                    LOG.error("the last good deny list stays in force", unreadable);
                }
            } catch (InterruptedException _) {
                // only close() interrupts
                return;
            }
        }
    }

    private @Nullable Stamp stamp() throws IOException {
        return Files.exists(file) ? new Stamp(Files.getLastModifiedTime(file), Files.size(file)) : null;
    }
}

package io.wardkeep.hub.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the accounts as they stand in their file, looking at it four times a second. A file that cannot be understood
 * leaves the last good accounts in force and is said so once.
 */
public final class AccountLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountLoop.class);
    private static final long LOOK_MILLIS = 250;

    private final AccountFile file;
    private final Thread thread = new Thread(this::run, "account-loop");
    private volatile SortedMap<String, Account> accounts = new TreeMap<>();
    private volatile boolean stopping;
    private @Nullable Stamp seen;
    private boolean isSaid;

    private record Stamp(
            FileTime changed, long size, @Nullable Object inode) {}

    /**
     * Reads the file once, so that accounts are there from the start.
     *
     * @throws IOException when there is a file that cannot be understood
     */
    public AccountLoop(AccountFile file) throws IOException {
        this.file = file;
        seen = stamp();
        accounts = file.read();
        thread.setDaemon(true);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** The account as it stands, disabled ones included. Any thread. */
    public Optional<Account> find(String user) {
        return Optional.ofNullable(accounts.get(user));
    }

    /** Stops looking. */
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
                    accounts = file.read();
                    seen = now;
                    isSaid = false;
                    LOG.info("accounts read again: {}", accounts.size());
                }
            } catch (IOException unreadable) {
                if (!isSaid) {
                    isSaid = true;
                    LOG.error("the last good accounts stay in force", unreadable);
                }
            } catch (InterruptedException _) {
                // only close() interrupts
                return;
            }
        }
    }

    private @Nullable Stamp stamp() throws IOException {
        if (!Files.exists(file.path())) {
            return null;
        }
        return new Stamp(
                Files.getLastModifiedTime(file.path()),
                Files.size(file.path()),
                Files.getAttribute(file.path(), "unix:ino"));
    }
}

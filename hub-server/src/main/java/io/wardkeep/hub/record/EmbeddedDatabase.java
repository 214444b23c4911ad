package io.wardkeep.hub.record;

import io.wardkeep.sync.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: real server binaries from the dependencies, data in a fixed directory, listening on loopback
 * only, with a password that lies beside the data (mode 0600). The library is made for tests and starts the server
 * without fsync, with asynchronous commits and without a password: all three are turned round here.
 */
public final class EmbeddedDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    static final String NAME = "postgres";

    /** The server's programs, beside its data when nobody unpacked them for all. */
    public static final String PROGRAMS = "server";

    private final Path data;
    private final Path programs;
    private final Path passwordFile;
    private final String password;
    private final int port;
    private volatile EmbeddedPostgres server;

    /**
     * The same with the server's programs unpacked beside the data.
     *
     * @param directory its own; created when missing
     * @throws StoreException when it does not start
     */
    public EmbeddedDatabase(Path directory) {
        this(directory, directory.resolve(PROGRAMS));
    }

    /**
     * Starts the server, creating the database on first use; stops an orphan of ours that a killed process left.
     *
     * @param directory its own; created when missing
     * @param programs where the server's programs are, or are unpacked to at the first start; nobody but root and this
     *     user may write there
     * @throws StoreException when it does not start
     */
    public EmbeddedDatabase(Path directory, Path programs) {
        this.programs = programs;
        data = directory.resolve("data").toAbsolutePath();
        passwordFile = directory.resolve("password").toAbsolutePath();
        try {
            Files.createDirectories(directory);
            password = readOrMakePassword();
            port = freePort();
            server = start();
        } catch (IOException failed) {
            throw new StoreException("embedded PostgreSQL in " + directory + " does not start", failed);
        }
    }

    @Override
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(NAME);
        source.setUser(NAME);
        source.setPassword(password);
        return source;
    }

    /** The server itself, for tests that kill it. */
    ProcessHandle serverProcess() {
        return server.getProcess().toHandle();
    }

    /** Starts the server again when its process has died. */
    @Override
    public void revive() {
        if (!server.getProcess().isAlive()) {
            LOG.warn("embedded PostgreSQL died; starting it again");
            try {
                server.close();
                server = start();
            } catch (IOException failed) {
                throw new StoreException("embedded PostgreSQL does not start again", failed);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("embedded PostgreSQL does not stop", failed);
        }
    }

    private EmbeddedPostgres start() throws IOException {
        stopOrphan();
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // not into the shared temporary directory, where anybody could have been before
                .setOverrideWorkingDirectory(programs.toFile())
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_MAX)
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "32")
                .setServerConfig("shared_buffers", "64MB")
                .start();
    }

    /** A killed hub leaves its server running; two servers on one directory must never be. */
    private void stopOrphan() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        Optional<ProcessHandle> orphan = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        if (orphan.isPresent() && isOurs(orphan.get())) {
            LOG.warn(
                    "stopping PostgreSQL {} that an earlier process left",
                    orphan.get().pid());
            stop(orphan.get());
        }
    }

    private boolean isOurs(ProcessHandle process) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        return Files.isReadable(commandLine)
                && Files.readString(commandLine, StandardCharsets.UTF_8).contains(data.toString());
    }

    /** SIGTERM waits for clients, which are gone with their process; SIGKILL is safe too, recovery follows. */
    private static void stop(ProcessHandle process) throws IOException {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException _) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw new IOException("cannot stop process " + process.pid(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping process " + process.pid(), stopped);
        }
    }

    private String readOrMakePassword() throws IOException {
        if (!Files.exists(passwordFile)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, HexFormat.of().formatHex(secret), StandardCharsets.UTF_8);
        }
        return Files.readString(passwordFile, StandardCharsets.UTF_8).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

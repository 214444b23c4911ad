package io.wardkeep.hub.bundle;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * The directory by which a command line hands bundles to the hub that runs, for its owner alone: {@code NAME.wkb} the
 * file, {@code NAME.request} what is wanted with it, {@code NAME.answer} how that ended. What the hub has not finished
 * when it stops it takes up again.
 */
public final class BundleSpool {

    private static final String BUNDLE = ".wkb";
    private static final String REQUEST = ".request";
    private static final String ANSWER = ".answer";
    private static final String PART = ".part";

    private final Path directory;

    /** In a hub's state directory. */
    public BundleSpool(Path state) {
        directory = state.resolve("bundles");
    }

    // ---- the hub's side

    /** Makes the directory, and clears away what nobody waits for any more. */
    void open() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        for (String left : List.of(ANSWER, PART)) {
            for (Path file : files("*" + left)) {
                Files.delete(file);
            }
        }
    }

    /** What waits, in no order. */
    List<BundleRequest> waiting() throws IOException {
        List<BundleRequest> waiting = new ArrayList<>();
        for (Path file : files("*" + REQUEST)) {
            String name = name(file, REQUEST);
            Properties wanted = read(file);
            waiting.add(new BundleRequest(
                    name,
                    directory.resolve(name + BUNDLE),
                    wanted.getProperty("user", "unknown"),
                    Boolean.parseBoolean(wanted.getProperty("accept-expired", "false"))));
        }
        return waiting;
    }

    /** A request is done with: leaves the answer, takes bundle and request away. */
    void answer(BundleRequest request, BundleReport report) throws IOException {
        write(directory.resolve(request.name() + ANSWER), report.properties());
        Files.deleteIfExists(directory.resolve(request.name() + REQUEST));
        Files.deleteIfExists(request.file());
    }

    // ---- the command line's side

    /**
     * Hands a bundle over: copies it, so that the stick may be pulled.
     *
     * @return the request's name, for {@link #takeAnswer}
     */
    public String request(Path bundle, String user, boolean acceptExpired) throws IOException {
        String name = UUID.randomUUID().toString();
        Path copy = directory.resolve(name + BUNDLE);
        Files.copy(bundle, copy);
        // The hub may be another user than who gives it this; others cannot reach the directory.
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        Properties wanted = new Properties();
        wanted.setProperty("user", user);
        wanted.setProperty("accept-expired", Boolean.toString(acceptExpired));
        write(directory.resolve(name + REQUEST), wanted);
        return name;
    }

    /** The answer to a request, once; empty while there is none. */
    public Optional<BundleReport> takeAnswer(String name) throws IOException {
        Path file = directory.resolve(name + ANSWER);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        BundleReport report = BundleReport.of(read(file));
        Files.delete(file);
        return Optional.of(report);
    }

    private List<Path> files(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static String name(Path file, String ending) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ending.length());
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        return properties;
    }

    private void write(Path file, Properties properties) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + PART);
        try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package io.wardkeep.hub.access;

import io.wardkeep.identity.FileOwner;
import io.wardkeep.password.PasswordHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The accounts on disk: one JSON file, mode 0600, always whole. Safe against another process that edits it too. */
public final class AccountFile {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path file;

    /** The file need not exist yet: then there are no accounts. */
    public AccountFile(Path file) {
        this.file = file;
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    private record Content(List<Entry> accounts) {}

    private record Entry(String user, String name, String role, List<String> wards, String hash, boolean enabled) {}

    /**
     * All accounts by user name.
     *
     * @throws IOException when the file cannot be read or is not what this writes
     */
    public SortedMap<String, Account> read() throws IOException {
        TreeMap<String, Account> accounts = new TreeMap<>();
        if (!Files.exists(file)) {
            return accounts;
        }
        try {
            Content content = MAPPER.readValue(Files.readAllBytes(file), Content.class);
            for (Entry entry : content.accounts()) {
                Role role = Role.of(entry.role())
                        .orElseThrow(() -> new IllegalArgumentException("there is no role " + entry.role()));
                accounts.put(
                        entry.user(),
                        new Account(
                                entry.user(),
                                entry.name(),
                                role,
                                new TreeSet<>(entry.wards()),
                                PasswordHash.parse(entry.hash()),
                                entry.enabled()));
            }
            return accounts;
        } catch (JacksonException | IllegalArgumentException broken) {
            throw new IOException("accounts in " + file + " cannot be understood: " + broken.getMessage(), broken);
        }
    }

    /**
     * Changes the accounts; a running hub notices within a second. The file stays its owner's, whoever runs this.
     *
     * @throws IOException when it cannot be read or written; then nothing has changed
     */
    public void change(UnaryOperator<Map<String, Account>> edit) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(
                        lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("cannot lock " + lockFile);
            }
            FileOwner.copy(FileOwner.model(file), lockFile);
            write(edit.apply(new TreeMap<>(read())));
        }
    }

    private void write(Map<String, Account> accounts) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Account account : accounts.values()) {
            entries.add(new Entry(
                    account.user(),
                    account.name(),
                    account.role().word(),
                    List.copyOf(account.wards()),
                    account.hash().phc(),
                    account.enabled()));
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
            ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(new Content(entries)));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        FileOwner.copy(FileOwner.model(file), fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package io.wardkeep.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What a file outside the database says about who writes here. The database alone cannot tell that it has been put back
 * to an older state; two that are put back apart disagree.
 *
 * @param site the box
 * @param incarnation its life, unsigned
 * @param nonce chosen anew at every start
 * @param clean did that life end in order?
 */
record Witness(UUID site, int incarnation, long nonce, boolean clean) {

    private static final int FIELDS = 4;

    /** Reads the file; empty when there is none or when it is not one of ours. */
    static Optional<Witness> read(Path file) throws IOException {
        try {
            String[] fields =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
            if (fields.length != FIELDS) {
                return Optional.empty();
            }
            return Optional.of(new Witness(
                    UUID.fromString(fields[0]),
                    Integer.parseUnsignedInt(fields[1]),
                    HexFormat.fromHexDigitsToLong(fields[2]),
                    fields[3].equals("clean")));
        } catch (NoSuchFileException | IllegalArgumentException | CharacterCodingException unknown) {
            return Optional.empty();
        }
    }

    /** Replaces the file in one step; when this returns, it is durable. */
    void write(Path file) throws IOException {
        Path parent = file.resolveSibling(".").toAbsolutePath();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer content = StandardCharsets.US_ASCII.encode(this + "\n");
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The file's one line. */
    @Override
    public String toString() {
        return site + " " + Integer.toUnsignedString(incarnation) + " "
                + HexFormat.of().toHexDigits(nonce) + " " + (clean ? "clean" : "running");
    }
}

package io.wardkeep.authority;

import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One-time enrolment tokens, one file each, named by the token's SHA-256 so that reading the directory gives nobody a
 * token. Using one deletes its file; the deletion is the claim, so of two users one wins.
 *
 * @param directory where they lie
 */
public record TokenStore(Path directory) {

    /** How long a token is good. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int SITE_BYTES = 16;
    private static final int SECRET_BYTES = 16;

    /**
     * What a token is bound to.
     *
     * @param role what the box will be
     * @param name the box's name
     * @param ward the ward of a gateway
     * @param site whose dots the box will write: nobody may choose another box's
     * @param expires when the token ends
     */
    public record Grant(Role role, String name, Optional<String> ward, UUID site, Instant expires) {

        /** Is it for this very box? */
        boolean admits(PeerName asked) {
            return asked.equals(new PeerName(site, role, name, ward));
        }
    }

    /** Makes a token for one box: its site, and 128 random bits. */
    public String issue(PeerName box, Instant now, SecureRandom random) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(SITE_BYTES + SECRET_BYTES)
                        .putLong(box.site().getMostSignificantBits())
                        .putLong(box.site().getLeastSignificantBits())
                        .put(secret)
                        .array());
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                file(token),
                String.join(
                        "\n",
                        box.role().name(),
                        box.name(),
                        box.ward().orElse(""),
                        now.plus(LIFETIME).toString(),
                        box.site().toString()),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SYNC);
        return token;
    }

    /** For which site a token is; empty for text that is no token. */
    public static Optional<UUID> site(String token) {
        try {
            byte[] content = Base64.getUrlDecoder().decode(token);
            if (content.length != SITE_BYTES + SECRET_BYTES) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(content);
            return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Uses a token up; empty when it is unknown, used or expired. */
    public Optional<Grant> claim(String token, Instant now) throws IOException {
        Path file = file(token);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            Files.delete(file);
            if (lines.size() != 5) {
                return Optional.empty();
            }
            Grant grant = new Grant(
                    Role.valueOf(lines.get(0)),
                    lines.get(1),
                    Optional.of(lines.get(2)).filter(ward -> !ward.isEmpty()),
                    UUID.fromString(lines.get(4)),
                    Instant.parse(lines.get(3)));
            return now.isBefore(grant.expires()) ? Optional.of(grant) : Optional.empty();
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException damaged) {
            throw new IOException("token file " + file + " is damaged: delete it and issue another", damaged);
        }
    }

    private Path file(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

package io.wardkeep.authority;

import io.wardkeep.identity.Role;
import java.io.IOException;
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

/**
 * One-time enrolment tokens, one file each, named by the token's SHA-256 so that reading the directory gives nobody a
 * token. Using one deletes its file; the deletion is the claim, so of two users one wins.
 *
 * @param directory where they lie
 */
public record TokenStore(Path directory) {

    /** How long a token is good. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int TOKEN_BYTES = 16;

    /**
     * What a token is bound to.
     *
     * @param role what the box will be
     * @param name the box's name
     * @param ward the ward of a gateway
     * @param expires when the token ends
     */
    public record Grant(Role role, String name, Optional<String> ward, Instant expires) {}

    /** Makes a token of 128 random bits for one box. */
    public String issue(Role role, String name, Optional<String> ward, Instant now, SecureRandom random)
            throws IOException {
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                file(token),
                String.join(
                        "\n",
                        role.name(),
                        name,
                        ward.orElse(""),
                        now.plus(LIFETIME).toString()),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SYNC);
        return token;
    }

    /** Uses a token up; empty when it is unknown, used or expired. */
    public Optional<Grant> claim(String token, Instant now) throws IOException {
        Path file = file(token);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            Files.delete(file);
            if (lines.size() != 4) {
                return Optional.empty();
            }
            Grant grant = new Grant(
                    Role.valueOf(lines.get(0)),
                    lines.get(1),
                    Optional.of(lines.get(2)).filter(ward -> !ward.isEmpty()),
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

package io.wardkeep.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) of a password or PIN. New ones have the least cost that OWASP's password storage sheet
 * gives for Argon2id (19 MiB, two passes, one lane), so that a small box can afford two at once; kept ones cost what
 * they cost when they were made. Computing one takes tens of milliseconds: in a {@link HashLoop}.
 */
public final class PasswordHash {

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final int MEMORY_KIBIBYTES = 19 * 1024;
    private static final int ITERATIONS = 2;
    private static final int MEMORY_KIBIBYTES_MAX = 262_144;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int memoryKibibytes;
    private final int iterations;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int memoryKibibytes, int iterations, int lanes, byte[] salt, byte[] hash) {
        this.memoryKibibytes = memoryKibibytes;
        this.iterations = iterations;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** Reads the PHC form; throws IllegalArgumentException with the reason, never with the text. */
    public static PasswordHash parse(String text) {
        Matcher matcher = PHC.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not an Argon2id hash like $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>");
        }
        int memory = Integer.parseInt(matcher.group(1));
        int iterations = Integer.parseInt(matcher.group(2));
        int lanes = Integer.parseInt(matcher.group(3));
        if (lanes < 1 || iterations < 1 || memory < 8 * lanes || memory > MEMORY_KIBIBYTES_MAX) {
            throw new IllegalArgumentException("Argon2id parameters out of range");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new PasswordHash(
                memory, iterations, lanes, decoder.decode(matcher.group(4)), decoder.decode(matcher.group(5)));
    }

    /** Hashes a password with today's cost. */
    public static PasswordHash create(char[] typed, RandomGenerator random) {
        return create(typed, random, MEMORY_KIBIBYTES, ITERATIONS);
    }

    /** Hashes a password with another cost. */
    public static PasswordHash create(char[] typed, RandomGenerator random, int memoryKibibytes, int iterations) {
        byte[] salt = bytes(SALT_BYTES, random);
        return new PasswordHash(
                memoryKibibytes, iterations, 1, salt, compute(typed, memoryKibibytes, iterations, 1, salt, HASH_BYTES));
    }

    /** A hash that no password matches, and that takes as long to find that out. Cheap to make. */
    public static PasswordHash decoy(RandomGenerator random) {
        return decoy(random, MEMORY_KIBIBYTES, ITERATIONS);
    }

    /** A decoy of another cost. */
    static PasswordHash decoy(RandomGenerator random, int memoryKibibytes, int iterations) {
        return new PasswordHash(memoryKibibytes, iterations, 1, bytes(SALT_BYTES, random), bytes(HASH_BYTES, random));
    }

    private static byte[] bytes(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Is it this password? Takes the same time either way. */
    public boolean matches(char[] typed) {
        return MessageDigest.isEqual(hash, compute(typed, memoryKibibytes, iterations, lanes, salt, hash.length));
    }

    /** The PHC form, for the accounts file. */
    public String phc() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKibibytes + ",t=" + iterations + ",p=" + lanes + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    /** Nothing of the hash: it may end up in a log. */
    @Override
    public String toString() {
        return "PasswordHash";
    }

    private static byte[] compute(char[] typed, int memory, int iterations, int lanes, byte[] salt, int length) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] password = new byte[encoded.remaining()];
        encoded.get(password);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] result = new byte[length];
        generator.generateBytes(password, result);
        Arrays.fill(password, (byte) 0);
        return result;
    }
}

package io.wardkeep.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an envelope lets through, and what it does not. Attacks are made by whoever has the file, or another box. */
class EnvelopeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PeerName HUB = new PeerName(new UUID(9, 9), Role.HUB, "hub", Optional.empty());
    private static final PeerName BOX = new PeerName(new UUID(1, 1), Role.GATEWAY, "7a-box-1", Optional.of("7A"));
    private static final PeerName OTHER = new PeerName(new UUID(2, 2), Role.GATEWAY, "7a-box-2", Optional.of("7A"));
    private static final int FUZZ_CASES = Integer.getInteger("wardkeep.envelope.fuzz", 2_000);

    @TempDir
    private Path directory;

    private final SecureRandom random = new SecureRandom();
    private Authority authority;
    private IdentityDirectory hub;
    private IdentityDirectory box;

    @BeforeEach
    void enrol() throws Exception {
        authority = Authority.create(directory.resolve("authority"), "Test", NOW, random);
        hub = issued(authority, HUB, "hub");
        box = issued(authority, BOX, "box");
    }

    @Test
    void givesBackEveryLengthAsItWas() throws Exception {
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 200_000}) {
            byte[] content = new byte[length];
            new SplittableRandom(length).nextBytes(content);
            Envelope envelope = open(sealed(box, content));

            assertThat(envelope.sender()).isEqualTo(BOX);
            assertThat(envelope.madeMillis()).isEqualTo(NOW.toEpochMilli());
            for (int again = 0; again < 2; again++) {
                try (InputStream opened = envelope.content()) {
                    assertThat(opened.readAllBytes()).as("%d bytes", length).isEqualTo(content);
                }
            }
        }
    }

    @Test
    void hidesItsContent() throws Exception {
        byte[] content = "canary-of-a-patient ".repeat(50).getBytes(StandardCharsets.US_ASCII);
        String file = new String(Files.readAllBytes(sealed(box, content)), StandardCharsets.ISO_8859_1);
        assertThat(file).doesNotContain("canary");
    }

    @Test
    void twoOfTheSameContentHaveNothingInCommonButTheirNames() throws Exception {
        byte[] content = new byte[1_000];
        byte[] first = Files.readAllBytes(sealed(box, content));
        byte[] second = Files.readAllBytes(sealed(box, content));
        assertThat(Arrays.copyOfRange(first, first.length - 1_000, first.length))
                .isNotEqualTo(Arrays.copyOfRange(second, second.length - 1_000, second.length));
    }

    @Test
    void anotherHubCannotOpenItAndSaysSo() throws Exception {
        IdentityDirectory another = issued(authority, HUB, "another");
        Path file = sealed(box, new byte[10]);
        assertThatThrownBy(() -> Envelope.open(file, another, NOW, _ -> false, Duration.ZERO))
                .isInstanceOfSatisfying(
                        EnvelopeException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(EnvelopeException.Reason.WRONG_HUB));
    }

    @Test
    void aForeignIssuersBoxIsRefused() throws Exception {
        Authority foreign = Authority.create(directory.resolve("foreign"), "Other", NOW, random);
        assertRefused(sealed(issued(foreign, BOX, "stranger"), new byte[10]), EnvelopeException.Reason.FOREIGN);
    }

    @Test
    void aHubIsNoSender() throws Exception {
        assertRefused(sealed(hub, new byte[10]), EnvelopeException.Reason.FOREIGN);
    }

    @Test
    void aDeniedBoxIsRefusedAlsoWhenItsCertificateHasEnded() throws Exception {
        Path file = sealed(box, new byte[10]);
        Predicate<PeerName> denied = peer -> peer.site().equals(BOX.site());
        for (Instant when : List.of(NOW, NOW.plus(Duration.ofDays(60)))) {
            assertThatThrownBy(() -> Envelope.open(file, hub, when, denied, Duration.ofDays(400)))
                    .isInstanceOfSatisfying(
                            EnvelopeException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(EnvelopeException.Reason.DENIED));
        }
    }

    @Test
    void anEndedCertificateNeedsConsent() throws Exception {
        Path file = sealed(box, new byte[10]);
        Instant later = NOW.plus(Duration.ofDays(60));
        assertThatThrownBy(() -> Envelope.open(file, hub, later, _ -> false, Duration.ZERO))
                .isInstanceOfSatisfying(
                        EnvelopeException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(EnvelopeException.Reason.EXPIRED));
        Envelope envelope = Envelope.open(file, hub, later, _ -> false, Duration.ofDays(400));
        assertThat(envelope.late()).isBetween(Duration.ofDays(29), Duration.ofDays(31));
        assertThatThrownBy(() ->
                        Envelope.open(file, hub, NOW.plus(Duration.ofDays(500)), _ -> false, Duration.ofDays(400)))
                .isInstanceOf(EnvelopeException.class);
    }

    @Test
    void anotherBoxCannotPassItOffAsItsOwn() throws Exception {
        byte[] file = Files.readAllBytes(sealed(box, new byte[100_000]));
        IdentityDirectory other = issued(authority, OTHER, "other");
        EnvelopeHeader header = EnvelopeHeader.read(new ByteArrayInputStream(file));
        byte[] forged = new EnvelopeHeader(
                        header.id(), header.madeMillis(), header.hubKey(), header.encapsulation(), other.chain())
                .encode();
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        again.write(forged);
        again.write(file, header.encode().length, file.length - header.encode().length - 64);
        again.write(signed(other, again.toByteArray()));
        Envelope envelope = open(write(again.toByteArray()));

        assertThat(envelope.sender()).isEqualTo(OTHER);
        try (InputStream content = envelope.content()) {
            assertThatThrownBy(content::read)
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(EnvelopeException.class);
        }
    }

    @Test
    void chunksCannotBeCutOffEvenByTheSender() throws Exception {
        byte[] file = Files.readAllBytes(sealed(box, new byte[3 * 65_536]));
        int header = EnvelopeHeader.read(new ByteArrayInputStream(file)).encode().length;
        byte[] shorter = Arrays.copyOf(file, header + 2 * (65_536 + 16));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        again.write(shorter);
        again.write(signed(box, shorter));
        try (InputStream content = open(write(again.toByteArray())).content()) {
            assertThat(content.readNBytes(65_536)).hasSize(65_536);
            assertThatThrownBy(content::read).hasCauseInstanceOf(EnvelopeException.class);
        }
    }

    @Test
    void aFileThatIsExchangedBetweenLookingAndReadingGivesNothing() throws Exception {
        Path file = sealed(box, new byte[1_000]);
        Envelope envelope = open(file);
        Files.copy(sealed(box, new byte[1_000]), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (InputStream content = envelope.content()) {
            assertThatThrownBy(content::read).hasCauseInstanceOf(EnvelopeException.class);
        }
    }

    /** Seeded: a cut anywhere, flips anywhere, bytes too many, and noise; 0 of them may open. */
    @Test
    void garbledFilesAreRefusedWithAReasonAndNeverOpened() throws Exception {
        byte[] good = Files.readAllBytes(sealed(box, new byte[70_000]));
        Path file = directory.resolve("garbled");
        for (int seed = 0; seed < FUZZ_CASES; seed++) {
            byte[] garbled = garble(good, new SplittableRandom(seed));
            if (Arrays.equals(garbled, good)) {
                continue;
            }
            Files.write(file, garbled);
            int number = seed;
            assertThatThrownBy(() -> open(file))
                    .as("seed %d", number)
                    .isInstanceOfSatisfying(
                            EnvelopeException.class,
                            refused -> assertThat(refused.reason())
                                    .isIn(
                                            EnvelopeException.Reason.MALFORMED,
                                            EnvelopeException.Reason.WRONG_HUB,
                                            EnvelopeException.Reason.FOREIGN,
                                            EnvelopeException.Reason.EXPIRED,
                                            EnvelopeException.Reason.SIGNATURE));
        }
    }

    @Test
    void everySingleBitOfASmallOneCounts() throws Exception {
        byte[] good = Files.readAllBytes(sealed(box, new byte[3]));
        Path file = directory.resolve("flipped");
        for (int bit = 0; bit < 8 * good.length; bit += 7) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            int at = bit;
            assertThatThrownBy(() -> open(file)).as("bit %d", at).isInstanceOf(EnvelopeException.class);
        }
    }

    /** Made once by this release; whatever comes later reads it. */
    @Test
    void readsTheGoldenOne() throws Exception {
        Path golden = Path.of(Objects.requireNonNull(EnvelopeTest.class.getResource("golden-1"))
                .toURI());
        IdentityDirectory its = IdentityDirectory.read(golden);
        Envelope envelope = Envelope.open(
                golden.resolve("bundle.wkb"), its, Instant.parse("2026-03-02T00:00:00Z"), _ -> false, Duration.ZERO);

        assertThat(envelope.id())
                .isEqualTo(
                        UUID.fromString(Files.readString(golden.resolve("id")).strip()));
        assertThat(envelope.sender()).isEqualTo(BOX);
        try (InputStream content = envelope.content()) {
            assertThat(content.readAllBytes()).isEqualTo(goldenContent());
        }
    }

    static byte[] goldenContent() {
        byte[] content = new byte[66_000];
        for (int index = 0; index < content.length; index++) {
            content[index] = (byte) (index * 31 % 251);
        }
        return content;
    }

    private static byte[] garble(byte[] good, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
            case 1 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(200));
            case 2 -> {
                byte[] noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                System.arraycopy(good, 0, noise, 0, Math.min(noise.length, 8 + random.nextInt(4)));
                yield noise;
            }
            default -> {
                byte[] flipped = good.clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    // Half of them where the structure is.
                    int at = random.nextInt(random.nextBoolean() ? good.length : 1_500);
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    private void assertRefused(Path file, EnvelopeException.Reason reason) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        EnvelopeException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private Envelope open(Path file) throws IOException, EnvelopeException {
        return Envelope.open(file, hub, NOW, _ -> false, Duration.ZERO);
    }

    private Path sealed(IdentityDirectory sender, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EnvelopeWriter writer = EnvelopeWriter.begin(bytes, sender, hub.chain().getFirst(), NOW.toEpochMilli(), random);
        writer.write(content);
        writer.finish();
        return write(bytes.toByteArray());
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(directory, "bundle", ".wkb"), content);
    }

    private static byte[] signed(IdentityDirectory by, byte[] bytes) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(by.key());
        signature.update(bytes);
        return signature.sign();
    }

    private IdentityDirectory issued(Authority by, PeerName name, String folder) throws Exception {
        KeyPair keys = EnrolmentRequest.newKeys(random);
        Path identity = Files.createDirectory(directory.resolve(folder));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(by.root()));
        Pem.write(identity.resolve(IdentityDirectory.CERTIFICATE), by.issue(keys.getPublic(), name, NOW, random));
        return IdentityDirectory.read(identity);
    }
}

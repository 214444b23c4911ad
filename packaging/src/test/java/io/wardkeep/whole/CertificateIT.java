package io.wardkeep.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.authority.Authority;
import io.wardkeep.authority.EnrolmentRequest;
import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.PageClient;
import io.wardkeep.demo.Stage;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.identity.Pem;
import io.wardkeep.identity.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes: a box whose certificate is no good stays out of the hub, both logs say why, and its ward is watched.
 */
class CertificateIT {

    private static final int PORT_BASE = 19_540;
    private static final int EXPIRED = 0;
    private static final int FOREIGN = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    @Test
    void anExpiredOrForeignCertificateIsRefusedWithTheReasonAndLocalCareGoesOn() throws Exception {
        DemoPlan plan = new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")),
                Files.createDirectories(directory.resolve("stage")),
                PORT_BASE,
                Duration.ZERO,
                Duration.ZERO);
        try (Stage stage = new Stage(plan)) {
            stage.startHub();
            Authority ours = Authority.open(plan.directory().resolve("authority"));
            Authority others = Authority.create(directory.resolve("others"), "Other", Instant.now(), random);
            give(stage, EXPIRED, ours, Duration.ofSeconds(1));
            give(stage, FOREIGN, others, Authority.GATEWAY_LIFETIME);
            for (int ward : List.of(EXPIRED, FOREIGN)) {
                stage.startDevices(ward, "");
                stage.startGateway(ward, List.of(), List.of());
            }
            for (int ward : List.of(EXPIRED, FOREIGN)) {
                stage.awaitGateway(ward);
                PageClient page = new PageClient(plan.page(ward));
                await("ward " + ward + " shows values", () -> showsValues(page));
            }
            Path hub = stage.hub().log();
            await("the hub says that it expired", () -> says(hub, "refused", "expired at"));
            await(
                    "the box says that it expired",
                    () -> says(stage.gateway(EXPIRED).log(), "uplink", "expired at"));
            await("the hub says that it is foreign", () -> says(hub, "handshake failed"));
            await(
                    "the box says that it is foreign",
                    () -> says(stage.gateway(FOREIGN).log(), "uplink", "certificate"));
        }
    }

    private void give(Stage stage, int ward, Authority authority, Duration lifetime) throws Exception {
        String name = DemoPlan.WARDS.get(ward);
        KeyPair keys = EnrolmentRequest.newKeys(random);
        Path identity = Files.createDirectories(stage.identity(ward));
        Pem.write(identity.resolve(IdentityDirectory.KEY), keys.getPrivate());
        Pem.write(identity.resolve(IdentityDirectory.ROOT), List.of(authority.root()));
        Pem.write(
                identity.resolve(IdentityDirectory.CERTIFICATE),
                authority.issue(
                        keys.getPublic(),
                        new PeerName(UUID.randomUUID(), Role.GATEWAY, "box-" + name, Optional.of(name)),
                        Instant.now(),
                        lifetime,
                        random));
    }

    private static boolean showsValues(PageClient page) throws Exception {
        return page.get("api/v1/beds")
                .get("beds")
                .valueStream()
                .flatMap(bed -> bed.get("vitals").valueStream())
                .anyMatch(vital -> !vital.get("value").isNull());
    }

    /** Does some line of the log hold all the words? */
    private static boolean says(Path log, String... words) throws Exception {
        return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .anyMatch(line -> List.of(words).stream().allMatch(line::contains));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long for: %s", what).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}

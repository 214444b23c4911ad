package io.wardkeep.hub;

import static io.wardkeep.hub.HubFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.hub.access.Role;
import io.wardkeep.hub.record.EmbeddedDatabase;
import io.wardkeep.hub.record.Migrations;
import io.wardkeep.hub.record.PostgresReplicaStore;
import io.wardkeep.hub.record.ReplicaIdentity;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Family;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub has acknowledged outlives its server's death, and a life that did not end in order is not continued. */
class HubRestartIT {

    @TempDir
    Path directory;

    @Test
    void everythingAcknowledgedIsThereAfterTheServerWasKilledTenTimes() throws Exception {
        Path state = directory.resolve("postgres");
        long acknowledged = 0;
        for (int round = 0; round < 10; round++) {
            EmbeddedDatabase database = new EmbeddedDatabase(state);
            Migrations.apply(database.dataSource());
            PostgresReplicaStore store = new PostgresReplicaStore(database.dataSource());
            for (int batch = 0; batch < 5; batch++) {
                store.join(HubFixture.observations(acknowledged + 1, acknowledged + 20, 1_000));
                acknowledged += 20;
            }
            Killing.kill(state);
            database.close();
        }
        try (EmbeddedDatabase database = new EmbeddedDatabase(state);
                PostgresReplicaStore store = new PostgresReplicaStore(database.dataSource())) {
            assertThat(Completeness.of(store).totals(Family.OBS))
                    .isEqualTo(new Completeness.Totals(acknowledged, 0, 0, 0));
        }
    }

    @Test
    void everyStartBeginsANewIncarnation() {
        Path witness = directory.resolve("witness");
        SecureRandom random = new SecureRandom();
        try (EmbeddedDatabase database = new EmbeddedDatabase(directory.resolve("postgres"))) {
            Migrations.apply(database.dataSource());
            ReplicaIdentity first = begin(database, witness, random);
            ReplicaIdentity second = begin(database, witness, random);
            assertThat(second.self().site()).isEqualTo(first.self().site());
            assertThat(second.self().incarnation()).isGreaterThan(first.self().incarnation());
            assertThat(second.previous()).isEqualTo(first.self().incarnation());
            assertThat(second.doubt()).isEmpty();
        }
    }

    @Test
    void theHubComesBackWithWhatPeopleDecided() throws Exception {
        HubFixture fixture = new HubFixture(directory);
        fixture.person("doctor", Role.PHYSICIAN, "*");
        try (Hub hub = fixture.start()) {
            join(hub, HubFixture.roster(1));
            var doctor = HubFixture.loggedIn(hub, "doctor");
            HubIT.await(() -> HubFixture.get(doctor, hub, "/api/v1/beds/7A-01").status() == 200);
            assertThat(HubFixture.send(
                                    doctor,
                                    hub,
                                    "PUT",
                                    "/api/v1/beds/7A-01/limits",
                                    HubIT.limits("88", java.util.List.of()))
                            .status())
                    .isEqualTo(200);
        }
        try (Hub hub = fixture.start()) {
            var doctor = HubFixture.loggedIn(hub, "doctor");
            HubIT.await(() -> HubFixture.get(doctor, hub, "/api/v1/beds/7A-01").status() == 200);
            assertThat(HubFixture.get(doctor, hub, "/api/v1/beds/7A-01/limits")
                            .json()
                            .get("limits")
                            .get(0)
                            .get("low")
                            .asString())
                    .isEqualTo("88");
        }
    }

    private static ReplicaIdentity begin(EmbeddedDatabase database, Path witness, SecureRandom random) {
        return ReplicaIdentity.begin(database.dataSource(), witness, Optional.empty(), InstantSource.system(), random);
    }
}

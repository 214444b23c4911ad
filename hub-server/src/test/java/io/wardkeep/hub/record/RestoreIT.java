package io.wardkeep.hub.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.InMemoryReplicaStore;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.SessionPair;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a hub whose PostgreSQL is put back to yesterday's copy gets everything again, its own decisions included. Real
 * servers, whose data directory is copied while they are stopped; the gateway's side is in memory. Fault model: the
 * database restored alone, and together with its witness.
 */
class RestoreIT {

    private static final WardId WARD = new WardId("7A");
    private static final ShardId OBS = new ShardId(WARD, Family.OBS);
    private static final ShardId CONFIG = new ShardId(WARD, Family.CONFIG);
    private static final Actor GATEWAY = Actor.of(new UUID(7, 1), 1);
    private static final StreamId DEVICE = new StreamId(OBS, GATEWAY, 1);

    @TempDir
    private Path directory;

    private final InMemoryReplicaStore gateway = new InMemoryReplicaStore();
    private final SecureRandom random = new SecureRandom();
    private int decisions;
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void aRestoredDatabaseGetsEverythingAgain() throws IOException {
        live(100);
        copy(directory.resolve("postgres"), directory.resolve("image"));
        live(50);
        copy(directory.resolve("image"), directory.resolve("postgres"));
        live(10);

        assertEverywhere(160);
    }

    @Test
    void aDatabaseRestoredWithItsWitnessIsFoundOut() throws IOException {
        live(100);
        copy(directory.resolve("postgres"), directory.resolve("image"));
        Files.copy(directory.resolve("witness"), directory.resolve("witness-image"));
        live(50);
        copy(directory.resolve("image"), directory.resolve("postgres"));
        Files.copy(
                directory.resolve("witness-image"), directory.resolve("witness"), StandardCopyOption.REPLACE_EXISTING);
        try (Life life = new Life()) {
            // Somebody decides before the first gateway is back.
            life.decide();
            assertThat(life.settle()).isEqualTo(EndReason.IDENTITY_REGRESSED);
            assertThat(life.inStep()).isTrue();
        }
        live(10);

        assertEverywhere(160);
    }

    @Test
    void aCopyOfARunningHubIsFoundOut() throws IOException {
        live(100);
        try (Life life = new Life()) {
            life.decide();
            assertThat(life.inStep()).isTrue();
        }
        copy(directory.resolve("postgres"), directory.resolve("image"));
        Files.copy(directory.resolve("witness"), directory.resolve("witness-image"));
        live(50);
        copy(directory.resolve("image"), directory.resolve("postgres"));
        Files.copy(
                directory.resolve("witness-image"), directory.resolve("witness"), StandardCopyOption.REPLACE_EXISTING);
        new Life().close();
        try (Life life = new Life()) {
            life.decide();
            life.settle();
            assertThat(life.inStep()).isTrue();
        }

        assertEverywhere(150);
    }

    @Test
    void everyLifeSinceTheImageComesBack() throws IOException {
        live(10);
        copy(directory.resolve("postgres"), directory.resolve("image"));
        Files.copy(directory.resolve("witness"), directory.resolve("witness-image"));
        for (int life = 0; life < 3; life++) {
            // Without its witness each of them is a new one.
            Files.delete(directory.resolve("witness"));
            live(10);
        }
        copy(directory.resolve("image"), directory.resolve("postgres"));
        Files.copy(
                directory.resolve("witness-image"), directory.resolve("witness"), StandardCopyOption.REPLACE_EXISTING);
        try (Life life = new Life()) {
            life.settle();
            assertThat(life.inStep()).isTrue();
        }
        live(10);

        assertEverywhere(50);
    }

    /** A life in order: the gateway measures, somebody at the hub decides, they talk, the hub stops. */
    private void live(int readings) {
        try (Life life = new Life()) {
            write(readings);
            life.decide();
            assertThat(life.inStep()).isTrue();
        }
    }

    private void assertEverywhere(long readings) {
        try (Life life = new Life()) {
            assertThat(Completeness.of(life.store).totals(Family.OBS))
                    .isEqualTo(new Completeness.Totals(readings, 0, 0, 0));
            assertThat(life.store.context(CONFIG)).isEqualTo(gateway.context(CONFIG));
            assertThat(life.store.heads(CONFIG)).isEqualTo(gateway.heads(CONFIG));
            List<Row> rows = new ArrayList<>();
            gateway.context(CONFIG).forEach((stream, seen) -> {
                List<Row> here = life.store.scan(stream, seen, 1 << 20).rows();
                assertThat(here).isEqualTo(gateway.scan(stream, seen, 1 << 20).rows());
                rows.addAll(here);
            });
            assertThat(rows).hasSize(decisions);
        }
    }

    private void write(int count) {
        long first = gateway.context(OBS).getOrDefault(DEVICE, Ranges.EMPTY).max() + 1;
        List<Reading> readings = new ArrayList<>();
        for (long seq = first; seq < first + count; seq++) {
            readings.add(new Observation(150456, seq, 0, 262688, Validity.VALID, 1_000 * seq, Reading.NO_DEVICE_TIME));
        }
        join(
                gateway,
                DEVICE,
                new Delta(
                        List.of(),
                        List.of(Blocks.of(DEVICE, first, readings)),
                        List.of(),
                        Map.of(DEVICE, Ranges.of(first, first + count - 1))));
    }

    private static void join(ReplicaStore store, StreamId stream, Delta delta) {
        long before = store.chainAt(stream, delta.covered(stream).first(0) - 1).orElse(Chain.START);
        try {
            store.join(delta.withHeads(
                    Map.of(stream, Chain.after(before, delta, stream).orElseThrow())));
        } catch (MalformedBytesException ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }

    /** One run of the hub's store. */
    private final class Life implements AutoCloseable {

        private final EmbeddedDatabase database = new EmbeddedDatabase(directory.resolve("postgres"));
        private final ReplicaIdentity identity;
        private final PostgresReplicaStore store;
        private LostLives lostLives;

        Life() {
            now = now.plusSeconds(60);
            Migrations.apply(database.dataSource());
            identity = ReplicaIdentity.begin(
                    database.dataSource(),
                    directory.resolve("witness"),
                    Optional.empty(),
                    InstantSource.fixed(now),
                    random);
            store = new PostgresReplicaStore(database.dataSource());
            lostLives = identity.lostLives();
        }

        /** The gateway comes in, and whatever it knows of lost lives is noted, as often as it takes. */
        EndReason settle() {
            EndReason first = null;
            for (Optional<SyncEnd> end = talk().run().hub();
                    end.isPresent();
                    end = talk().run().hub()) {
                first = first == null ? end.get().reason() : first;
                lostLives = identity.lost(
                        database.dataSource(),
                        end.get().incarnationMax(),
                        end.get().detail());
            }
            return Objects.requireNonNull(first, "nothing was found");
        }

        boolean inStep() {
            SessionPair pair = talk();
            pair.run();
            return pair.status().inStep();
        }

        private SessionPair talk() {
            return new SessionPair(WARD, GATEWAY, gateway, identity.self(), store, lostLives);
        }

        void decide() {
            StreamId stream = StreamId.rows(CONFIG, identity.self());
            long seq = store.context(CONFIG).getOrDefault(stream, Ranges.EMPTY).max() + 1;
            Row row = new Row(
                    CONFIG,
                    "key " + ++decisions,
                    new Dot(identity.self(), seq),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(decisions, 0),
                    1,
                    Bytes.EMPTY);
            join(store, stream, new Delta(List.of(row), List.of(), List.of(), Map.of(stream, Ranges.of(seq, seq))));
        }

        @Override
        public void close() {
            store.close();
            database.close();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (var old = Files.walk(to)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path));
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(path));
            }
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

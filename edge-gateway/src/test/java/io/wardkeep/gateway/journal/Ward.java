package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** A small ward for the journal's tests: its journal, its devices, its readings. */
final class Ward {

    static final WardId NAME = new WardId("7A");
    static final DeviceId OXIMETER = new DeviceId("ox-01");
    static final ShardId ALERT = new ShardId(NAME, Family.ALERT);
    static final int SPO2 = 150456;
    static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private Ward() {}

    static JournalConfig config(Path directory) {
        return JournalConfig.of(directory, NAME, Optional.empty(), Duration.ofDays(30), 0);
    }

    /** Everything real, and a fatal end fails the test's wait. */
    static JournalSurroundings surroundings(JournalHealth health, Consumer<Throwable> fatal) {
        return new JournalSurroundings(
                InstantSource.fixed(NOW),
                new Random(),
                health,
                fatal,
                CommitPace.UNBRAKED,
                AcknowledgePolicy.AFTER_COMMIT);
    }

    static JournalSurroundings surroundings() {
        return surroundings(new RecordedHealth(), broken -> {
            throw new AssertionError(broken);
        });
    }

    static Journal open(Path directory) {
        return Journal.open(config(directory), surroundings());
    }

    static Observation observation(long value, long atMillis) {
        return new Observation(SPO2, value, 0, 262688, Validity.VALID, atMillis, Reading.NO_DEVICE_TIME);
    }

    /** Values that tell their position, a second apart. */
    static List<Reading> observations(long first, int count) {
        List<Reading> readings = new ArrayList<>();
        for (long value = first; value < first + count; value++) {
            readings.add(observation(value, NOW.toEpochMilli() + value * 1_000));
        }
        return readings;
    }

    static Row row(Actor self, long seq, String key) {
        return new Row(
                ALERT,
                key,
                new Dot(self, seq),
                VersionVector.EMPTY,
                HybridTimestamp.of(seq, 0),
                1,
                Bytes.copyOf(("payload " + seq).getBytes(StandardCharsets.UTF_8)));
    }
}

package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.ChainHead;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of what is written here, in the real SQLite: where it stands, and what it was at any earlier position. */
class ChainsIT {

    private final Path directory;

    ChainsIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void everyPositionCanBeTold() throws Exception {
        Journal journal = Ward.open(directory);
        int device = journal.ordinalOf(Ward.OXIMETER);
        StreamId stream = new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), device);
        List<Long> expected = new ArrayList<>();
        long value = Chain.START;
        for (int group = 0; group < 100; group++) {
            List<Reading> readings = Ward.observations(1 + 100L * group, 100);
            append(journal, new JournalEntry.Readings(device, readings, Optional.empty(), () -> {}));
            for (int index = 0; index < readings.size(); index++) {
                value = Chain.after(value, 1 + 100L * group + index, List.of(readings.get(index)));
                expected.add(value);
            }
        }
        while (new Sealing(journal.store().content()).slice()) {
            // All that can be sealed is.
        }
        journal.store().reopen();

        assertThat(journal.store().heads(stream.shard())).containsEntry(stream, new ChainHead(stream, 10_000, value));
        for (int seq : new int[] {1, 99, 100, 4_095, 4_096, 4_097, 8_200, 9_999, 10_000}) {
            assertThat(journal.store().chainAt(stream, seq)).as("at %d", seq).hasValue(expected.get(seq - 1));
        }
        Delta part = journal.store().scan(stream, Ranges.of(1, 7_777), 1_000);
        assertThat(part.head(stream)).contains(new ChainHead(stream, 7_777, expected.get(7_776)));
        journal.close();
    }

    @Test
    void rowsAndMintedLossesAreLinked() throws Exception {
        Journal journal = Ward.open(directory);
        int device = journal.ordinalOf(Ward.OXIMETER);
        StreamId stream = new StreamId(new ShardId(Ward.NAME, Family.OBS), journal.self(), device);
        List<Reading> readings = Ward.observations(1, 3);
        append(journal, new JournalEntry.Readings(device, readings, Optional.empty(), () -> {}));
        append(journal, new JournalEntry.Lost(device, 4, LossReason.OVERLOAD, () -> {}));
        Row first = Ward.row(journal.self(), 1, "a");
        Row second = Ward.row(journal.self(), 2, "b");
        append(journal, new JournalEntry.Rows(List.of(first, second), () -> {}));
        journal.store().reopen();

        long one = Chain.after(Chain.START, first);
        assertThat(journal.store().chainAt(first.stream(), 1)).hasValue(one);
        assertThat(journal.store().chainAt(first.stream(), 2)).hasValue(Chain.after(one, second));
        assertThat(journal.store().chainAt(stream, 7))
                .hasValue(Chain.afterLoss(Chain.after(Chain.START, 1, readings), 4, 7));
        assertThat(journal.store().chainAt(stream, 5)).isEmpty();
        journal.close();
    }

    private static void append(Journal journal, JournalEntry entry) {
        Content content = journal.store().content();
        content.database.begin();
        new Appender(content, journal.self(), Ward.NAME).append(List.of(entry));
        content.database.commit();
    }
}

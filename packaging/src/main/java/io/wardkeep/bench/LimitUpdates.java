package io.wardkeep.bench;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.LimitsSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Settings of limits as two other boxes write them, and what of them is live when all have arrived. Of one thread. */
final class LimitUpdates {

    static final ShardId SHARD = new ShardId(new WardId("7A"), Family.CONFIG);

    private static final List<Actor> WRITERS = List.of(Actor.of(new UUID(1, 1), 1), Actor.of(new UUID(2, 2), 1));
    private static final int METRICS = 8;

    /** One write in so many has not seen the other box's last one of its key. */
    private static final int CONCURRENT_ONE_IN = 50;

    /** What is known of one key: by writer its last dot and the one before that. */
    private static final class Key {
        private final long[] last = new long[WRITERS.size()];
        private final long[] before = new long[WRITERS.size()];
        private final List<Row> live = new ArrayList<>();
    }

    private final Random random;
    private final List<Key> keys = new ArrayList<>();
    private final long[] seqs = new long[WRITERS.size()];
    private final long[] chains = new long[WRITERS.size()];

    LimitUpdates(int keys, Random random) {
        this.random = random;
        for (int index = 0; index < keys; index++) {
            this.keys.add(new Key());
        }
    }

    /** So many writes as one delta, of keys drawn at random. */
    Delta delta(int count) {
        List<Row> rows = new ArrayList<>(count);
        long[] before = seqs.clone();
        for (int index = 0; index < count; index++) {
            rows.add(write(random.nextInt(keys.size()), random.nextInt(WRITERS.size())));
        }
        Map<StreamId, Ranges> covered = new HashMap<>();
        Map<StreamId, Long> heads = new HashMap<>();
        for (int writer = 0; writer < WRITERS.size(); writer++) {
            if (seqs[writer] > before[writer]) {
                covered.put(stream(writer), Ranges.of(before[writer] + 1, seqs[writer]));
                heads.put(stream(writer), chains[writer]);
            }
        }
        return new Delta(rows, List.of(), List.of(), covered, heads);
    }

    private Row write(int number, int writer) {
        Key key = keys.get(number);
        boolean concurrent = random.nextInt(CONCURRENT_ONE_IN) == 0;
        VersionVector seen = VersionVector.EMPTY;
        for (int other = 0; other < WRITERS.size(); other++) {
            long seq = concurrent && other != writer ? key.before[other] : key.last[other];
            if (seq > 0) {
                seen = seen.plus(new Dot(WRITERS.get(other), seq));
            }
        }
        Dot dot = new Dot(WRITERS.get(writer), ++seqs[writer]);
        Row row = setting(number).row(SHARD.ward(), dot, seen, HybridTimestamp.of(dot.seq(), 0));
        chains[writer] = Chain.after(chains[writer], row);
        key.before[writer] = key.last[writer];
        key.last[writer] = dot.seq();
        VersionVector superseded = seen;
        key.live.removeIf(sibling -> superseded.covers(sibling.dot()));
        key.live.add(row);
        return row;
    }

    private LimitsSetting setting(int number) {
        return new LimitsSetting(
                new BedId(String.format(Locale.ROOT, "7A-%02d", number / METRICS)),
                150_456 + number % METRICS,
                new Limits(
                        Optional.of(Decimal.of(80 + random.nextInt(15))),
                        Optional.empty(),
                        10_000,
                        5_000,
                        Decimal.of(0),
                        AlertPriority.MEDIUM,
                        false,
                        true),
                new Author("nurse", "nurse", Author.BED),
                1_790_000_000_000L);
    }

    private static StreamId stream(int writer) {
        return StreamId.rows(SHARD, WRITERS.get(writer));
    }

    /** The context of whoever has everything. */
    Map<StreamId, Ranges> context() {
        Map<StreamId, Ranges> context = new HashMap<>();
        for (int writer = 0; writer < WRITERS.size(); writer++) {
            if (seqs[writer] > 0) {
                context.put(stream(writer), Ranges.of(1, seqs[writer]));
            }
        }
        return context;
    }

    /** What is live for whoever has everything, by its dots. */
    List<Row> live() {
        return keys.stream()
                .flatMap(key -> key.live.stream())
                .sorted(Comparator.comparing(Row::dot))
                .toList();
    }
}

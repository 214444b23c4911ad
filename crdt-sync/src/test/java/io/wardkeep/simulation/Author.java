package io.wardkeep.simulation;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Chain;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Lost;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.EndReason;
import io.wardkeep.ward.record.EpisodeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Makes what boxes write: readings, declared losses, settings that supersede, facts that only grow. */
final class Author {

    private static final int KEYS = 3;
    private static final int BEDS = 2;
    private static final int SPO2 = 150456;
    private static final io.wardkeep.ward.record.Author STAFF =
            new io.wardkeep.ward.record.Author("J. Lindqvist", "nurse", io.wardkeep.ward.record.Author.BED);
    private static final int READINGS_MAX = 5;

    /** What a box writes under a name of its own; the others are what readings turn into. */
    private static final List<LossReason> MINTED =
            Stream.of(LossReason.values()).filter(LossReason::isMinted).toList();

    private final SplittableRandom random;
    private final Box box;
    private final WardId ward;

    private Author(Box box, long salt) {
        this.box = box;
        random = new SplittableRandom(salt);
        ward = box.wardsInOrder.get(random.nextInt(box.wardsInOrder.size()));
    }

    /** What {@code box} writes now, of what it holds durably. */
    static Written write(Box box, long salt) {
        Author author = new Author(box, salt);
        Written unlinked = switch (box.role == Role.HUB ? 3 + author.random.nextInt(4) : author.random.nextInt(7)) {
            case 0, 1 -> author.observations(1 + author.random.nextInt(2));
            case 2 -> author.loss();
            case 3, 4 -> author.fact();
            default -> author.setting();
        };
        return author.linked(unlinked);
    }

    private Written linked(Written written) {
        return linked(box, written);
    }

    /** With the value of its stream's chain. */
    static Written linked(Box box, Written written) {
        Delta delta = written.delta();
        StreamId stream = delta.covered().keySet().iterator().next();
        long value = box.chain(stream);
        for (Row row : delta.rows()) {
            value = Chain.after(value, row);
        }
        for (Lost lost : delta.lost()) {
            value = Chain.afterLoss(value, lost.first(), lost.last());
        }
        if (!written.readings().isEmpty()) {
            value = Chain.after(value, delta.covered(stream).first(0), written.readings());
        }
        box.link(stream, value);
        return new Written(delta.withHeads(Map.of(stream, value)), written.readings());
    }

    private StreamId observed(int device) {
        return new StreamId(new ShardId(ward, Family.OBS), box.actor(), device);
    }

    private Written observations(int device) {
        StreamId stream = observed(device);
        int count = 1 + random.nextInt(READINGS_MAX);
        long first = box.mint(stream, count);
        List<Reading> readings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            readings.add(new Observation(
                    150456, random.nextInt(100), 0, 262688, Validity.VALID, box.wallMillis(), first + index));
        }
        return new Written(
                new Delta(
                        List.of(),
                        List.of(Blocks.of(stream, first, readings)),
                        List.of(),
                        Map.of(stream, Ranges.of(first, first + count - 1))),
                readings);
    }

    private Written loss() {
        StreamId stream = observed(1);
        long last = box.mint(stream, 2) + 1;
        LossReason reason = MINTED.get(random.nextInt(MINTED.size()));
        Lost lost = new Lost(stream, last - 1, last, reason, box.wallMillis());
        return new Written(
                new Delta(List.of(), List.of(), List.of(lost), Map.of(stream, Ranges.of(last - 1, last))), List.of());
    }

    /** A gateway raises, raises again, ends; people acknowledge on either side what is shown there. */
    private Written fact() {
        List<AlertEpisode> open = box.alerts().shown(ward).stream()
                .filter(episode -> episode.standing()
                        .filter(standing -> standing.ended().isEmpty())
                        .isPresent())
                .toList();
        if (box.role == Role.HUB) {
            return open.isEmpty() ? setting() : acknowledgement(open.get(random.nextInt(open.size())));
        }
        int bed = random.nextInt(BEDS);
        Optional<AlertEpisode> own = open.stream()
                .filter(episode -> episode.key()
                                .episode()
                                .raise()
                                .actor()
                                .site()
                                .equals(box.actor().site())
                        && episode.key().condition().equals(condition(bed)))
                .findFirst();
        if (own.isEmpty()) {
            return firstRaise(bed);
        }
        return switch (random.nextInt(5)) {
            case 0 -> said(new AlertFact.Ended(own.get().key(), box.wallMillis(), EndReason.RESOLVED));
            case 1, 2 -> acknowledgement(own.get());
            default -> said(raisedAgain(own.get()));
        };
    }

    private static ConditionKey condition(int bed) {
        return ConditionKey.limit(new BedId("7A-0" + bed), SPO2, AlertKind.LIMIT_LOW);
    }

    private Written firstRaise(int bed) {
        StreamId stream = StreamId.rows(new ShardId(ward, Family.ALERT), box.actor());
        Dot dot = new Dot(box.actor(), box.mint(stream, 1));
        return said(dot, raised(new EpisodeKey(condition(bed), new EpisodeId(dot)), 1));
    }

    private AlertFact raisedAgain(AlertEpisode episode) {
        long newest = episode.standing().orElseThrow().epoch();
        return raised(
                episode.key(), AlertFact.Raised.epochAfter(newest, episode.key().episode(), box.actor()));
    }

    private AlertFact raised(EpisodeKey key, long epoch) {
        return new AlertFact.Raised(
                key,
                epoch,
                AlertPriority.MEDIUM,
                box.wallMillis(),
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Optional.empty());
    }

    private Written acknowledgement(AlertEpisode episode) {
        AlertStanding standing = episode.standing().orElseThrow();
        StreamId stream = StreamId.rows(new ShardId(ward, Family.ALERT), box.actor());
        Dot dot = new Dot(box.actor(), box.mint(stream, 1));
        box.truth().acknowledges(ward, dot, Alerts.newestRaises(episode, standing));
        return said(dot, new AlertFact.Acknowledged(episode.key(), standing.epoch(), STAFF, box.wallMillis()));
    }

    private Written said(AlertFact fact) {
        StreamId stream = StreamId.rows(new ShardId(ward, Family.ALERT), box.actor());
        return said(new Dot(box.actor(), box.mint(stream, 1)), fact);
    }

    private Written said(Dot dot, AlertFact fact) {
        box.alerts().say(ward, dot, fact);
        return of(AlertFacts.row(ward, dot, HybridTimestamp.of(box.wallMillis(), 0), fact));
    }

    private Written setting() {
        ShardId shard = new ShardId(ward, random.nextInt(3) == 0 ? Family.ASSIGN : Family.CONFIG);
        String key = "key" + random.nextInt(KEYS);
        VersionVector supersedes = VersionVector.EMPTY;
        for (Row sibling : box.disk().live(shard, key)) {
            supersedes = supersedes.plus(sibling.dot()).join(sibling.supersedes());
        }
        return row(shard, key, supersedes);
    }

    private Written row(ShardId shard, String key, VersionVector supersedes) {
        StreamId stream = StreamId.rows(shard, box.actor());
        long seq = box.mint(stream, 1);
        byte[] payload = new byte[8 + random.nextInt(12)];
        random.nextBytes(payload);
        Row row = new Row(
                shard,
                key,
                new Dot(box.actor(), seq),
                supersedes,
                HybridTimestamp.of(box.wallMillis(), 0),
                1,
                Bytes.adopt(payload));
        return of(row);
    }

    private static Written of(Row row) {
        long seq = row.dot().seq();
        return new Written(
                new Delta(List.of(row), List.of(), List.of(), Map.of(row.stream(), Ranges.of(seq, seq))), List.of());
    }
}

package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every sentence of {@link ReplicaStore}, for every store: one subclass per store. */
public abstract class ReplicaStoreContract {

    protected static final WardId WARD = new WardId("7A");
    protected static final Actor HERE = Actor.of(new UUID(1, 1), 1);
    protected static final Actor THERE = Actor.of(new UUID(2, 2), 1);
    protected static final ShardId CONFIG = new ShardId(WARD, Family.CONFIG);
    protected static final ShardId OBS = new ShardId(WARD, Family.OBS);
    protected static final StreamId OXIMETER = new StreamId(OBS, HERE, 1);
    protected static final StreamId SETTINGS = StreamId.rows(CONFIG, HERE);

    private ReplicaStore store;

    /** A new, empty store. */
    protected abstract ReplicaStore create();

    /** The same durable state opened again: closes {@code store}, as an orderly or disorderly stop would. */
    protected abstract ReplicaStore reopen(ReplicaStore store);

    @BeforeEach
    void begins() {
        store = create();
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(store.shards()).isEmpty();
        assertThat(store.context(OBS)).isEmpty();
        assertThat(store.lost(OBS)).isEmpty();
        assertThat(store.equivocations(OBS)).isEmpty();
        assertThat(store.scan(OXIMETER, Ranges.of(1, 100), 1000).isEmpty()).isTrue();
    }

    @Test
    void holdsWhatItJoinedAfterReopening() throws MalformedBytesException {
        store.join(observations(1, 5));
        store.join(rows(row("spo2", HERE, 1, VersionVector.EMPTY, "90")));
        store = reopen(store);

        assertThat(store.shards()).contains(OBS, CONFIG);
        assertThat(store.context(OBS)).containsOnly(Map.entry(OXIMETER, Ranges.of(1, 5)));
        assertThat(store.context(CONFIG)).containsOnly(Map.entry(SETTINGS, Ranges.of(1, 1)));
        assertThat(readings(store.scan(OXIMETER, Ranges.of(1, 9), 10_000))).isEqualTo(some(1, 5));
        assertThat(store.scan(SETTINGS, Ranges.of(1, 9), 10_000).rows())
                .containsExactly(row("spo2", HERE, 1, VersionVector.EMPTY, "90"));
    }

    @Test
    void keepsItsContextExactAcrossGaps() {
        store.join(observations(1, 3));
        store.join(observations(7, 9));

        assertThat(store.context(OBS)).containsEntry(OXIMETER, Ranges.of(1, 3).plus(7, 9));
    }

    @Test
    void returnsOnlyWhatWasNew() throws MalformedBytesException {
        assertThat(readings(store.join(observations(3, 5)))).isEqualTo(some(3, 5));
        Delta fresh = store.join(observations(1, 8));

        assertThat(fresh.covered())
                .containsOnly(Map.entry(OXIMETER, Ranges.of(1, 2).plus(6, 8)));
        assertThat(readings(fresh)).hasSize(5).startsWith(some(1, 2).getFirst());
        assertThat(store.join(observations(1, 8)).isEmpty()).isTrue();
        assertThat(readings(store.scan(OXIMETER, Ranges.of(1, 8), 100_000))).isEqualTo(some(1, 8));
    }

    @Test
    void ignoresARowThatItHas() {
        Row row = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        assertThat(store.join(rows(row)).rows()).containsExactly(row);
        Delta again = store.join(rows(row));

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.rows()).isEmpty();
    }

    @Test
    void aRowRemovesTheSiblingsThatItSupersedes() {
        Row first = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row second = row("spo2", HERE, 2, VersionVector.EMPTY.plus(first.dot()), "88");
        store.join(rows(first));
        store.join(rows(second));

        Delta all = store.scan(SETTINGS, Ranges.of(1, 2), 10_000);
        assertThat(all.rows()).containsExactly(second);
        assertThat(all.covered()).containsEntry(SETTINGS, Ranges.of(1, 2));
    }

    @Test
    void aRowThatComesAfterItsSuccessorIsAbsentButSeen() {
        Row first = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row second = row("spo2", HERE, 2, VersionVector.EMPTY.plus(first.dot()), "88");
        store.join(rows(second));
        store = reopen(store);
        Delta late = store.join(rows(first));

        assertThat(late.rows()).isEmpty();
        assertThat(late.covered()).containsEntry(SETTINGS, Ranges.of(1, 1));
        assertThat(store.context(CONFIG)).containsEntry(SETTINGS, Ranges.of(1, 2));
        assertThat(store.scan(SETTINGS, Ranges.of(1, 2), 10_000).rows()).containsExactly(second);
    }

    @Test
    void bothOrdersOfASupersededChainEndTheSame() {
        Row first = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row second = row("spo2", HERE, 2, VersionVector.EMPTY.plus(first.dot()), "88");
        Row third = row("spo2", HERE, 3, VersionVector.EMPTY.plus(second.dot()), "86");
        store.join(rows(third, first, second));

        assertThat(store.scan(SETTINGS, Ranges.of(1, 3), 10_000).rows()).containsExactly(third);
    }

    @Test
    void manyRowsOfFewKeysAtOnceEndAsOneByOneInAnyOrder() {
        Random random = new Random(11);
        List<Row> written = new ArrayList<>();
        for (int seq = 1; seq <= 60; seq++) {
            String key = "key" + random.nextInt(4);
            Actor writer = random.nextBoolean() ? HERE : THERE;
            VersionVector seen = VersionVector.EMPTY;
            for (Row before : written) {
                // Each writer has seen all of its own, and some of what the other wrote.
                if (before.key().equals(key) && (before.dot().actor().equals(writer) || random.nextInt(3) > 0)) {
                    seen = seen.plus(before.dot()).join(before.supersedes());
                }
            }
            written.add(row(key, writer, seq, seen, "payload " + seq));
        }
        List<Row> live = written.stream()
                .filter(row -> written.stream()
                        .noneMatch(other -> other.key().equals(row.key())
                                && other.supersedes().covers(row.dot())))
                .toList();
        List<Row> shuffled = new ArrayList<>(written);
        Collections.shuffle(shuffled, random);
        shuffled.addAll(shuffled.subList(0, 7));
        int cut = 20;
        store.join(rows(shuffled.subList(0, cut).toArray(new Row[0])));
        Delta rest = store.join(rows(shuffled.subList(cut, shuffled.size()).toArray(new Row[0])));

        assertThat(rest.rows())
                .containsExactlyInAnyOrderElementsOf(live.stream()
                        .filter(row -> !shuffled.subList(0, cut).contains(row))
                        .toList());
        store = reopen(store);
        for (Actor writer : List.of(HERE, THERE)) {
            assertThat(store.scan(StreamId.rows(CONFIG, writer), Ranges.of(1, 60), 1 << 20)
                            .rows())
                    .containsExactlyElementsOf(live.stream()
                            .filter(row -> row.dot().actor().equals(writer))
                            .toList());
        }
        assertThat(store.join(rows(shuffled.toArray(new Row[0]))).isEmpty()).isTrue();
    }

    @Test
    void concurrentRowsOfAKeyAreKeptAsSiblings() {
        Row mine = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row theirs = row("spo2", THERE, 1, VersionVector.EMPTY, "92");
        store.join(rows(mine));
        store.join(rows(theirs));

        assertThat(store.scan(SETTINGS, Ranges.of(1, 1), 10_000).rows()).containsExactly(mine);
        assertThat(store.scan(theirs.stream(), Ranges.of(1, 1), 10_000).rows()).containsExactly(theirs);
        Row both = row("spo2", HERE, 2, VersionVector.EMPTY.plus(mine.dot()).plus(theirs.dot()), "90");
        store.join(rows(both));
        assertThat(store.scan(theirs.stream(), Ranges.of(1, 1), 10_000).rows()).isEmpty();
        assertThat(store.scan(theirs.stream(), Ranges.of(1, 1), 10_000).covered())
                .containsEntry(theirs.stream(), Ranges.of(1, 1));
    }

    @Test
    void tellsWhichRowsAreLive() {
        Row first = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row other = row("pulse", HERE, 2, VersionVector.EMPTY, "120");
        Row third = row("spo2", HERE, 3, VersionVector.EMPTY.plus(first.dot()), "88");
        store.join(rows(first, other, third));
        store = reopen(store);

        assertThat(store.live(CONFIG)).containsOnly(Map.entry(SETTINGS, Ranges.of(2, 3)));
        assertThat(store.live(new ShardId(WARD, Family.ASSIGN))).isEmpty();
    }

    @Test
    void conformingRemovesWhatItsAuthorityHoldsNoMore() {
        Row kept = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row gone = row("pulse", HERE, 2, VersionVector.EMPTY, "120");
        store.join(rows(kept, gone));
        Delta changed =
                store.conform(new Delta(List.of(kept), List.of(), List.of(), Map.of(SETTINGS, Ranges.of(1, 2))));

        assertThat(changed.rows()).isEmpty();
        assertThat(changed.covered()).containsOnly(Map.entry(SETTINGS, Ranges.of(2, 2)));
        store = reopen(store);
        assertThat(store.live(CONFIG)).containsOnly(Map.entry(SETTINGS, Ranges.of(1, 1)));
        assertThat(store.context(CONFIG)).containsEntry(SETTINGS, Ranges.of(1, 2));
        assertThat(store.join(rows(gone)).isEmpty()).isTrue();
    }

    @Test
    void conformingTakesBackWhatItsAuthorityHolds() {
        Row row = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        store.join(new Delta(List.of(), List.of(), List.of(), Map.of(SETTINGS, Ranges.of(1, 1))));
        Delta changed = store.conform(rows(row));

        assertThat(changed.rows()).containsExactly(row);
        assertThat(changed.covered()).containsOnly(Map.entry(SETTINGS, Ranges.of(1, 1)));
        assertThat(store.conform(rows(row)).isEmpty()).isTrue();
        store = reopen(store);
        assertThat(store.scan(SETTINGS, Ranges.of(1, 1), 10_000).rows()).containsExactly(row);
    }

    @Test
    void whatComesBackSupersedesAsItDid() {
        Row old = row("spo2", THERE, 1, VersionVector.EMPTY, "92");
        Row row = row("spo2", HERE, 1, VersionVector.EMPTY.plus(old.dot()), "90");
        store.join(new Delta(List.of(), List.of(), List.of(), Map.of(SETTINGS, Ranges.of(1, 1))));
        store.join(rows(old));
        store.conform(rows(row));

        assertThat(store.live(CONFIG)).containsOnly(Map.entry(SETTINGS, Ranges.of(1, 1)));
    }

    @Test
    void conformingDoesNotTakeBackWhatSomethingHereSupersedes() {
        Row old = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row newer = row("spo2", THERE, 1, VersionVector.EMPTY.plus(old.dot()), "88");
        store.join(rows(old));
        store.join(rows(newer));

        assertThat(store.conform(rows(old)).isEmpty()).isTrue();
        assertThat(store.live(CONFIG)).containsOnly(Map.entry(newer.stream(), Ranges.of(1, 1)));
    }

    @Test
    void conformingLeavesAloneWhatIsNotSeenAndWhatOnlyGrows() {
        ShardId alerts = new ShardId(WARD, Family.ALERT);
        Row fact = new Row(
                alerts, "7A-01", new Dot(HERE, 1), VersionVector.EMPTY, HybridTimestamp.of(5, 0), 1, Bytes.EMPTY);
        store.join(rows(fact));

        assertThat(store.conform(new Delta(List.of(), List.of(), List.of(), Map.of(fact.stream(), Ranges.of(1, 1))))
                        .isEmpty())
                .isTrue();
        assertThat(store.conform(rows(row("spo2", HERE, 5, VersionVector.EMPTY, "90")))
                        .isEmpty())
                .isTrue();
        assertThat(store.live(alerts)).containsOnly(Map.entry(fact.stream(), Ranges.of(1, 1)));
        assertThat(store.context(CONFIG)).isEmpty();
    }

    @Test
    void ofFactsAScanCoversOnlyWhatItBrings() {
        ShardId alerts = new ShardId(WARD, Family.ALERT);
        Row fact = new Row(
                alerts, "7A-01", new Dot(HERE, 2), VersionVector.EMPTY, HybridTimestamp.of(5, 0), 1, Bytes.EMPTY);
        store.join(new Delta(List.of(fact), List.of(), List.of(), Map.of(fact.stream(), Ranges.of(1, 3))));

        Delta found = store.scan(fact.stream(), Ranges.of(1, 3), 10_000);
        assertThat(found.rows()).containsExactly(fact);
        assertThat(found.covered()).containsOnly(Map.entry(fact.stream(), Ranges.of(2, 2)));
    }

    @Test
    void keysOfOtherShardsAreOthers() {
        Row config = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        ShardId notes = new ShardId(WARD, Family.NOTES);
        Row note =
                new Row(notes, "spo2", new Dot(HERE, 1), VersionVector.EMPTY, HybridTimestamp.of(5, 0), 1, Bytes.EMPTY);
        store.join(rows(config, note));

        assertThat(store.scan(SETTINGS, Ranges.of(1, 1), 10_000).rows()).containsExactly(config);
        assertThat(store.scan(note.stream(), Ranges.of(1, 1), 10_000).rows()).containsExactly(note);
    }

    @Test
    void keepsARowsEveryFieldIncludingKindsThatItDoesNotKnow() {
        Row row = new Row(
                CONFIG,
                "bed/7A-01 SpO₂ ' \" %_",
                new Dot(THERE, 3),
                VersionVector.EMPTY.plus(new Dot(HERE, 7)).plus(new Dot(THERE, 2)),
                HybridTimestamp.of(1_790_000_000_123L, 65_535),
                4711,
                Bytes.copyOf(new byte[] {0, -1, 127, -128}));
        store.join(rows(row));
        store = reopen(store);

        assertThat(store.scan(row.stream(), Ranges.of(1, 9), 10_000).rows()).containsExactly(row);
    }

    @Test
    void coveredSequencesWithoutARowEnterTheContext() {
        store.join(new Delta(List.of(), List.of(), List.of(), Map.of(SETTINGS, Ranges.of(4, 6))));

        assertThat(store.context(CONFIG)).containsEntry(SETTINGS, Ranges.of(4, 6));
        assertThat(store.scan(SETTINGS, Ranges.of(1, 9), 1_000).covered()).containsEntry(SETTINGS, Ranges.of(4, 6));
    }

    @Test
    void lossesAreInTheContextAndAreTold() {
        store.join(losses(4, 9));
        store = reopen(store);

        assertThat(store.context(OBS)).containsEntry(OXIMETER, Ranges.of(4, 9));
        assertThat(store.lost(OBS)).containsOnly(Map.entry(OXIMETER, Ranges.of(4, 9)));
        Delta told = store.scan(OXIMETER, Ranges.of(6, 7), 10_000);
        assertThat(told.covered()).containsEntry(OXIMETER, Ranges.of(6, 7));
        assertThat(told.holding(OXIMETER).lost()).isEqualTo(Ranges.of(6, 7));
        assertThat(told.lost()).allSatisfy(loss -> {
            assertThat(loss.reason()).isEqualTo(LossReason.DISK_FULL);
            assertThat(loss.atMillis()).isEqualTo(77);
        });
    }

    @Test
    void dataReplacesALoss() throws MalformedBytesException {
        store.join(losses(4, 9));
        Delta fresh = store.join(observations(5, 6));

        assertThat(fresh.covered()).containsOnly(Map.entry(OXIMETER, Ranges.of(5, 6)));
        assertThat(readings(fresh)).isEqualTo(some(5, 6));
        assertThat(store.lost(OBS))
                .containsOnly(Map.entry(OXIMETER, Ranges.of(4, 4).plus(7, 9)));
        assertThat(readings(store.scan(OXIMETER, Ranges.of(5, 6), 10_000))).isEqualTo(some(5, 6));
    }

    @Test
    void aLossIsKeptOnlyWhereThereIsNoData() {
        store.join(observations(5, 6));
        Delta fresh = store.join(losses(4, 9));

        assertThat(fresh.covered())
                .containsOnly(Map.entry(OXIMETER, Ranges.of(4, 4).plus(7, 9)));
        assertThat(fresh.holding(OXIMETER).lost()).isEqualTo(Ranges.of(4, 4).plus(7, 9));
        assertThat(store.lost(OBS))
                .containsOnly(Map.entry(OXIMETER, Ranges.of(4, 4).plus(7, 9)));
    }

    @Test
    void otherDataForAHeldDotIsQuarantinedAndCounted() throws MalformedBytesException {
        store.join(observations(1, 5));
        Observation other = Observation.missing(150456, 262688, Validity.SENSOR_OFF, 12);
        Delta fresh = store.join(delta(Blocks.of(OXIMETER, 3, List.of(other))));
        store = reopen(store);

        assertThat(fresh.isEmpty()).isTrue();
        assertThat(store.equivocations(OBS)).containsOnly(Map.entry(OXIMETER, 1L));
        assertThat(readings(store.scan(OXIMETER, Ranges.of(3, 3), 10_000))).isEqualTo(some(3, 3));
    }

    @Test
    void theSameDataAgainIsNoEquivocation() {
        store.join(observations(1, 5));
        store.join(observations(2, 9));
        store.join(observations(4, 4));

        assertThat(store.equivocations(OBS)).isEmpty();
    }

    @Test
    void observationsAreScannedFromTheNewestAndCoverExactlyWhatIsThere() throws MalformedBytesException {
        store.join(observations(1, 400));
        store.join(observations(500, 900));
        Ranges wanted = Ranges.of(1, 1_000);
        Ranges covered = Ranges.EMPTY;
        List<Long> newest = new ArrayList<>();
        while (!wanted.minus(covered).isEmpty()) {
            Delta part = store.scan(OXIMETER, wanted.minus(covered), 300);
            if (part.isEmpty()) {
                break;
            }
            Ranges exactly = part.covered(OXIMETER);
            assertThat(covered.intersect(exactly).isEmpty()).isTrue();
            assertThat(readings(part)).hasSize((int) exactly.cardinality());
            newest.add(exactly.max());
            covered = covered.union(exactly);
        }

        assertThat(covered).isEqualTo(Ranges.of(1, 400).plus(500, 900));
        assertThat(newest).hasSizeGreaterThan(2).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(newest.getFirst()).isEqualTo(900);
    }

    @Test
    void rowsAreScannedFromTheOldest() {
        for (int seq = 1; seq <= 50; seq++) {
            store.join(rows(row("key" + seq, HERE, seq, VersionVector.EMPTY, "a payload of some bytes " + seq)));
        }
        Delta first = store.scan(SETTINGS, Ranges.of(1, 50), 400);
        Ranges covered = first.covered(SETTINGS);

        assertThat(covered.contains(1)).isTrue();
        assertThat(covered.count()).isEqualTo(1);
        assertThat(covered.max()).isLessThan(50);
        assertThat(first.rows()).hasSize((int) covered.cardinality());
        Delta rest = store.scan(SETTINGS, Ranges.of(1, 50).minus(covered), 1 << 20);
        assertThat(rest.covered()).containsEntry(SETTINGS, Ranges.of(1, 50).minus(covered));
    }

    @Test
    void aScanCoversAtLeastOneSequenceHoweverSmallTheBudget() {
        store.join(observations(1, 9));
        store.join(rows(row("spo2", HERE, 1, VersionVector.EMPTY, "90")));

        assertThat(store.scan(OXIMETER, Ranges.of(1, 9), 1).covered(OXIMETER).max())
                .isEqualTo(9);
        assertThat(store.scan(SETTINGS, Ranges.of(1, 9), 1).covered()).containsEntry(SETTINGS, Ranges.of(1, 1));
    }

    @Test
    void aScanCutsBlocksToWhatIsWanted() throws MalformedBytesException {
        store.join(observations(1, 100));
        Delta part = store.scan(OXIMETER, Ranges.of(40, 44).plus(60, 60), 10_000);

        assertThat(part.covered())
                .containsOnly(Map.entry(OXIMETER, Ranges.of(40, 44).plus(60, 60)));
        List<Reading> expected = new ArrayList<>(some(40, 44));
        expected.addAll(some(60, 60));
        assertThat(readings(part)).isEqualTo(expected);
    }

    @Test
    void waveformsComeBackAsTheyWere() throws MalformedBytesException {
        Waveform wave = new Waveform(
                150452, 262656, 13_333_333, 0, new int[] {1, -2, Waveform.MISSING, 900}, Validity.VALID, 9, 8);
        store.join(delta(Blocks.of(OXIMETER, 1, List.of(wave, observation(2)))));
        store = reopen(store);

        assertThat(readings(store.scan(OXIMETER, Ranges.of(1, 2), 10_000))).isEqualTo(List.of(wave, observation(2)));
    }

    @Test
    void streamsAndActorsDoNotMix() {
        StreamId other = new StreamId(OBS, THERE, 1);
        StreamId second = new StreamId(OBS, HERE, 2);
        store.join(delta(Blocks.of(other, 1, some(1, 2))));
        store.join(delta(Blocks.of(second, 5, some(5, 6))));
        store.join(observations(9, 9));

        assertThat(store.context(OBS))
                .containsOnly(
                        Map.entry(OXIMETER, Ranges.of(9, 9)),
                        Map.entry(other, Ranges.of(1, 2)),
                        Map.entry(second, Ranges.of(5, 6)));
    }

    @Test
    void remembersWhereAChainStands() {
        store.join(observations(1, 5).withHeads(Map.of(OXIMETER, chain(1, 5))));
        store = reopen(store);

        assertThat(store.heads(OBS)).containsOnly(Map.entry(OXIMETER, new ChainHead(OXIMETER, 5, chain(1, 5))));
        assertThat(store.heads(CONFIG)).isEmpty();
        assertThat(store.chainAt(OXIMETER, 5)).hasValue(chain(1, 5));
        assertThat(store.chainAt(OXIMETER, 6)).isEmpty();
    }

    @Test
    void aChainGoesOnAndNeverBack() {
        store.join(observations(6, 9).withHeads(Map.of(OXIMETER, chain(1, 9))));
        Delta fresh = store.join(observations(1, 5).withHeads(Map.of(OXIMETER, chain(1, 5))));

        assertThat(fresh.heads().values()).allMatch(value -> value == chain(1, 5));
        assertThat(store.heads(OBS)).containsOnly(Map.entry(OXIMETER, new ChainHead(OXIMETER, 9, chain(1, 9))));
        store.join(observations(10, 12).withHeads(Map.of(OXIMETER, chain(1, 12))));
        store = reopen(store);
        assertThat(store.heads(OBS)).containsOnly(Map.entry(OXIMETER, new ChainHead(OXIMETER, 12, chain(1, 12))));
    }

    @Test
    void aDeltaThatTellsNoChainLeavesItWhereItStands() {
        store.join(observations(1, 5).withHeads(Map.of(OXIMETER, chain(1, 5))));
        store.join(observations(6, 9));

        assertThat(store.heads(OBS)).containsOnly(Map.entry(OXIMETER, new ChainHead(OXIMETER, 5, chain(1, 5))));
        assertThat(store.scan(OXIMETER, Ranges.of(1, 9), 10_000).heads()).isEmpty();
    }

    @Test
    void aScanTellsTheChainWhereItEnds() {
        Row first = row("spo2", HERE, 1, VersionVector.EMPTY, "90");
        Row second = row("hr", HERE, 2, VersionVector.EMPTY, "120");
        long one = Chain.after(Chain.START, first);
        long two = Chain.after(one, second);
        store.join(rows(first).withHeads(Map.of(SETTINGS, one)));
        store.join(rows(second).withHeads(Map.of(SETTINGS, two)));
        store = reopen(store);

        assertThat(store.chainAt(SETTINGS, 1)).hasValue(one);
        assertThat(store.scan(SETTINGS, Ranges.of(1, 2), 10_000).head(SETTINGS))
                .contains(new ChainHead(SETTINGS, 2, two));
        assertThat(store.scan(SETTINGS, Ranges.of(1, 1), 10_000).head(SETTINGS))
                .contains(new ChainHead(SETTINGS, 1, one));
    }

    @Test
    void comparesAChainWithWhatAPeerSays() {
        store.join(observations(1, 5).withHeads(Map.of(OXIMETER, chain(1, 5))));
        StoreResult answer = StoreExecutor.run(
                store,
                new StoreCommand.Compare(List.of(
                        new ChainHead(OXIMETER, 5, chain(1, 5)),
                        new ChainHead(OXIMETER, 5, 17),
                        new ChainHead(OXIMETER, 6, chain(1, 6)),
                        new ChainHead(SETTINGS, 1, 17))));

        assertThat(answer)
                .isEqualTo(new StoreResult.Compared(
                        List.of(ChainVerdict.SAME, ChainVerdict.DIFFERENT, ChainVerdict.BEYOND, ChainVerdict.BEYOND)));
    }

    private static long chain(long first, long last) {
        return Chain.after(Chain.START, first, some(first, last));
    }

    @Test
    void reportsCompletenessFromContextsAndLosses() {
        store.join(observations(1, 5));
        store.join(losses(6, 7));
        store.join(observations(10, 12));

        assertThat(Completeness.of(store).streams())
                .containsExactly(new Completeness.StreamReport(OXIMETER, 1, 12, 8, 2, 2, 0));
        assertThat(Completeness.of(store, Map.of(OXIMETER, 20L)).totals())
                .isEqualTo(new Completeness.Totals(8, 2, 10, 0));
    }

    protected static Delta observations(long first, long last) {
        return delta(Blocks.of(OXIMETER, first, some(first, last)));
    }

    protected static Delta delta(ObservationBlock block) {
        return new Delta(
                List.of(), List.of(block), List.of(), Map.of(block.stream(), Ranges.of(block.first(), block.last())));
    }

    protected static Delta losses(long first, long last) {
        return new Delta(
                List.of(),
                List.of(),
                List.of(new Lost(OXIMETER, first, last, LossReason.DISK_FULL, 77)),
                Map.of(OXIMETER, Ranges.of(first, last)));
    }

    protected static Delta rows(Row... rows) {
        Map<StreamId, Ranges> covered = new HashMap<>();
        for (Row row : rows) {
            covered.merge(row.stream(), Ranges.of(row.dot().seq(), row.dot().seq()), Ranges::union);
        }
        return new Delta(List.of(rows), List.of(), List.of(), covered);
    }

    protected static Row row(String key, Actor actor, long seq, VersionVector supersedes, String payload) {
        return new Row(
                CONFIG,
                key,
                new Dot(actor, seq),
                supersedes,
                HybridTimestamp.of(1_000 + seq, 0),
                1,
                Bytes.copyOf(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Reading> some(long first, long last) {
        List<Reading> readings = new ArrayList<>();
        for (long seq = first; seq <= last; seq++) {
            readings.add(observation(seq));
        }
        return readings;
    }

    private static Observation observation(long seq) {
        return new Observation(
                150456, 90 + seq % 10, 0, 262688, Validity.VALID, 1_790_000_000_000L + 1_000 * seq, 1_000 * seq);
    }

    private static List<Reading> readings(Delta delta) throws MalformedBytesException {
        List<ObservationBlock> blocks = new ArrayList<>(delta.blocks());
        blocks.sort((a, b) -> Long.compare(a.first(), b.first()));
        List<Reading> readings = new ArrayList<>();
        for (ObservationBlock block : blocks) {
            readings.addAll(Blocks.readings(block));
        }
        return readings;
    }
}

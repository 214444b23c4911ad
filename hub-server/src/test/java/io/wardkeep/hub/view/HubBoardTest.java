package io.wardkeep.hub.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.RosterEntry;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import io.wardkeep.ward.view.LimitView;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HubBoardTest {

    private static final WardId WARD = new WardId("7A");
    private static final WardId OTHER_WARD = new WardId("7B");
    private static final BedId BED = new BedId("7A-01");
    private static final int SPO2 = 150456;
    private static final int PERCENT = 262688;
    private static final Actor BOX = Actor.of(new UUID(7, 1), 1);
    private static final Actor OTHER_BOX = Actor.of(new UUID(7, 2), 1);

    private final Seen seen = new Seen();
    private final HubBoard board = new HubBoard(ZoneOffset.UTC, 0, seen);

    @Test
    void aBedHasTheLimitsOfItsGatewaysProfile() {
        apply(roster(BOX, 1, "adult"), value(BOX));
        assertThat(limit()).hasValueSatisfying(limit -> {
            assertThat(limit.low()).isEqualTo("90");
            assertThat(limit.source()).isEqualTo("profile adult");
        });
    }

    @Test
    void aBedWhoseGatewayHasNoProfileHasNoLimitsUntilSomebodySetsThem() {
        apply(roster(BOX, 1, "none"), value(BOX));
        assertThat(limit()).isEmpty();
        assertThat(board.effectiveLimits(BED, SPO2)).isEmpty();
        apply(rows(set("88"), 1));
        assertThat(limit()).hasValueSatisfying(limit -> {
            assertThat(limit.low()).isEqualTo("88");
            assertThat(limit.enabled()).isTrue();
            assertThat(limit.source()).startsWith("J. Lindqvist ");
        });
    }

    @Test
    void aProfileOfALaterReleaseReadsAsTheUsualOne() {
        apply(roster(BOX, 1, "premature"), value(BOX));
        assertThat(limit())
                .hasValueSatisfying(limit -> assertThat(limit.source()).isEqualTo("profile adult"));
    }

    @Test
    void anotherProfileAfterARestartOfTheGatewayReplacesTheFirst() {
        apply(roster(BOX, 1, "adult"), value(BOX));
        apply(roster(Actor.of(BOX.site(), 2), 1, "none"));
        assertThat(limit()).isEmpty();
    }

    @Test
    void ofTwoGatewaysAtABedTheOneThatJudgesSpeaks() {
        apply(roster(BOX, 1, "none"), roster(OTHER_BOX, 1, "adult"), value(BOX));
        assertThat(limit())
                .hasValueSatisfying(limit -> assertThat(limit.source()).isEqualTo("profile adult"));
    }

    @Test
    void aRosterEntryThatCannotBeReadTakesNothingFromTheOneBesideIt() {
        Row entry = roster(BOX, 2, "adult").rows().getFirst();
        Row garbled = new Row(
                entry.shard(),
                entry.key(),
                new Dot(OTHER_BOX, 1),
                VersionVector.EMPTY,
                entry.at(),
                entry.kind(),
                entry.payload());
        board.apply(rows(garbled, 1), 1_000);
        assertThat(board.malformed()).as("of another site's device").isOne();

        board.apply(rows(entry, 2), 1_000);
        board.apply(value(BOX), 1_000);

        assertThat(limit()).isPresent();
        assertThat(board.malformed()).isOne();
    }

    @Test
    void aPauseThatWasMadeUnderAnotherClockIsShownAsThisHubMeasuresItWhateverComesLater() {
        Dot raise = new Dot(BOX, 1);
        EpisodeKey key = new EpisodeKey(ConditionKey.limit(BED, SPO2, AlertKind.LIMIT_LOW), new EpisodeId(raise));
        Author nurse = new Author("J. Lindqvist", "nurse", Author.BED);
        long boxTime = 3_600_000;
        fact(
                raise,
                new AlertFact.Raised(
                        key,
                        1,
                        AlertPriority.HIGH,
                        boxTime,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        false,
                        Optional.empty()),
                1_000);
        fact(new Dot(BOX, 2), new AlertFact.Paused(key, 1, boxTime + 60_000, nurse, boxTime, new TreeSet<>()), 1_000);

        fact(new Dot(BOX, 3), new AlertFact.Delivered(key, 1, "7a-box-1", boxTime), 50_000);

        assertThat(board.alert(key.episode()).orElseThrow().pausedUntil()).isEqualTo(61_000);
    }

    private void fact(Dot dot, AlertFact fact, long nowMillis) {
        Row row = AlertFacts.row(WARD, dot, HybridTimestamp.of(1, 0), fact);
        board.apply(rows(row, dot.seq()), nowMillis);
    }

    @Test
    void aWardCannotTakeABedThatAnotherHas() {
        apply(roster(BOX, 1, "adult"), value(BOX));

        apply(roster(OTHER_WARD, OTHER_BOX, 1, BED));

        assertThat(board.ward(BED)).hasValue(WARD);
        assertThat(board.refused()).isEqualTo(1);
        assertThat(board.streams(BED)).containsExactly(new DeviceStream(BOX.site(), 1));
        board.show(2_000);
        assertThat(seen.gateways)
                .filteredOn(gateway -> gateway.site().equals(OTHER_BOX.site().toString()))
                .extracting(GatewayView::trouble)
                .containsExactly("ox-01 cannot stand at bed 7A-01, which ward 7A has");
    }

    @Test
    void aWardCannotTakeAnothersDevice() {
        apply(roster(BOX, 1, "adult"), value(BOX));

        apply(roster(OTHER_WARD, BOX, 2, new BedId("7B-01")));

        assertThat(board.streams(BED)).containsExactly(new DeviceStream(BOX.site(), 1));
        assertThat(board.page(BED, 1_500).orElseThrow().vitals()).hasSize(1);
    }

    @Test
    void anAlertIsOfTheWardThatRaisedItWhateverItsBedIsCalled() {
        apply(roster(BOX, 1, "adult"));

        apply(raised(OTHER_WARD, OTHER_BOX, Optional.of(BED)));

        board.show(2_000);
        assertThat(seen.alerts).extracting(AlertView::ward).containsExactly("7B");
        assertThat(board.page(BED, 2_000).orElseThrow().alert()).isNull();
        assertThat(board.page(BED, 2_000).orElseThrow().events()).isEmpty();
    }

    @Test
    void noWardSpeaksOfAnothersAlert() {
        apply(raised(WARD, BOX, Optional.of(BED)));

        Dot dot = new Dot(OTHER_BOX, 1);
        apply(rows(
                AlertFacts.row(
                        OTHER_WARD,
                        dot,
                        HybridTimestamp.of(2, 0),
                        new AlertFact.Acknowledged(
                                key(BOX, Optional.of(BED)), 1, new Author("X", "nurse", Author.HUB), 1_500)),
                1));

        board.show(2_000);
        assertThat(seen.alerts).extracting(AlertView::ward).containsExactly("7A");
        assertThat(seen.alerts).extracting(AlertView::state).containsExactly(AlertStanding.State.ACTIVE_UNACK);
    }

    @Test
    void anAlertOfAGatewayThatNobodyKnowsByNameHasAWard() {
        apply(raised(WARD, BOX, Optional.empty()));

        board.show(2_000);

        assertThat(seen.alerts).extracting(AlertView::ward).containsExactly("7A");
    }

    private Optional<LimitView> limit() {
        board.show(2_000);
        return board.limits(BED).orElseThrow().limits().stream()
                .filter(limit -> limit.code() == SPO2)
                .findFirst();
    }

    private void apply(Delta... deltas) {
        for (Delta delta : deltas) {
            board.apply(delta, 1_000);
        }
        assertThat(board.malformed()).isZero();
    }

    private static EpisodeKey key(Actor box, Optional<BedId> bed) {
        return new EpisodeKey(
                new ConditionKey(bed, Optional.of(new DeviceId("ox-01")), SPO2, AlertKind.LIMIT_LOW),
                new EpisodeId(new Dot(box, 1)));
    }

    private static Delta raised(WardId ward, Actor box, Optional<BedId> bed) {
        Dot dot = new Dot(box, 1);
        AlertFact fact = new AlertFact.Raised(
                key(box, bed),
                1,
                AlertPriority.HIGH,
                1_000,
                Optional.of(Decimal.of(90)),
                Optional.of(Decimal.of(82)),
                PERCENT,
                false,
                Optional.empty());
        return rows(AlertFacts.row(ward, dot, HybridTimestamp.of(1, 0), fact), 1);
    }

    private static Delta roster(WardId ward, Actor box, long seq, BedId bed) {
        return rows(
                new RosterEntry(box.site(), 1, new DeviceId("ox-01"), bed, "nonin-oem3", "7b-box-1", "adult")
                        .row(ward, new Dot(box, seq), VersionVector.EMPTY, HybridTimestamp.of(1, 0)),
                seq);
    }

    private static Delta roster(Actor box, long seq, String profile) {
        return rows(
                new RosterEntry(box.site(), 1, new DeviceId("ox-01"), BED, "nonin-oem3", "7a-box-1", profile)
                        .row(WARD, new Dot(box, seq), VersionVector.EMPTY, HybridTimestamp.of(1, 0)),
                seq);
    }

    private static Row set(String low) {
        Limits limits = new Limits(
                Optional.of(Decimal.parse(low)),
                Optional.empty(),
                0,
                5_000,
                Decimal.of(0),
                AlertPriority.HIGH,
                false,
                true);
        return new LimitsSetting(BED, SPO2, limits, new Author("J. Lindqvist", "nurse", Author.HUB), 1_000)
                .row(WARD, new Dot(OTHER_BOX, 1), VersionVector.EMPTY, HybridTimestamp.of(2, 0));
    }

    private static Delta rows(Row row, long seq) {
        assertThat(row.dot().seq()).isEqualTo(seq);
        return new Delta(List.of(row), List.of(), List.of(), Map.of());
    }

    private static Delta value(Actor box) {
        StreamId stream = new StreamId(new ShardId(WARD, Family.OBS), box, 1);
        ObservationBlock block =
                Blocks.of(stream, 1, List.of(Observation.of(SPO2, Decimal.of(97), PERCENT, Validity.VALID, 1_000)));
        return new Delta(List.of(), List.of(block), List.of(), Map.of());
    }

    /** What was shown last. */
    private static final class Seen implements ViewSink {

        private List<AlertView> alerts = List.of();
        private List<GatewayView> gateways = List.of();

        @Override
        public void bed(BedView bed) {}

        @Override
        public void wave(BedId bed, Waveform run) {}

        @Override
        public void alerts(List<AlertView> now) {
            alerts = now;
        }

        @Override
        public void conflicts(List<ConflictView> conflicts) {}

        @Override
        public void gateways(List<GatewayView> now) {
            gateways = now;
        }
    }
}

package io.wardkeep.gateway;

import static io.wardkeep.gateway.WardBench.BED;
import static io.wardkeep.gateway.WardBench.MONITOR;
import static io.wardkeep.gateway.WardBench.OTHER_BED;
import static io.wardkeep.gateway.WardBench.OXIMETER;
import static io.wardkeep.gateway.WardBench.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.gateway.annunciate.AlertSignal;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.LimitsSetting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WardTest {

    private static final Actor HUB = Actor.of(new UUID(9, 9), 1);
    private static final Actor OTHER_HUB = Actor.of(new UUID(9, 8), 1);
    private static final Author PHYSICIAN = new Author("A. Berg", "physician", Author.HUB);

    private final WardBench bench = new WardBench();

    @Test
    void aBedThatIsTakenAwayWhileItsDeviceIsGoneDoesNotKeepTheGatewayFromStarting() {
        Ward before = bench.start(placed(MONITOR, BED, 1), placed(OXIMETER, OTHER_BED, 2));
        bench.port(before, OXIMETER, OTHER_BED, false);
        assertThat(before.engine.open()).anyMatch(open -> open.condition().kind() == AlertKind.PORT_GONE);

        Ward after = bench.start(placed(MONITOR, BED, 1));

        assertThat(after.engine.open()).noneMatch(open -> open.condition().kind() == AlertKind.PORT_GONE);
        assertThat(bench.signals.getLast().alert().state()).isEqualTo(AlertStanding.State.ENDED);
    }

    @Test
    void aKeyOfAnotherReplicaThatNamesNoMetricIsPassedOver() {
        bench.journal.add(new Row(
                new ShardId(WardBench.WARD, Family.CONFIG),
                LimitsSetting.KEY_PREFIX + BED + "/all",
                new Dot(HUB, 1),
                VersionVector.EMPTY,
                HybridTimestamp.of(1, 0),
                99,
                Bytes.EMPTY));

        Ward ward = bench.start(placed(OXIMETER, BED, 1));

        assertThat(ward.limit(BED, WardBench.SPO2).orElseThrow().low()).isEqualTo("90");
    }

    @Test
    void aFactThatNamesAnEpisodeUnderAnotherConditionChangesNothingAndIsCounted() {
        Ward ward = bench.start(placed(OXIMETER, BED, 1));
        bench.saturation(ward, OXIMETER, 80);
        AlertStanding alert = ward.engine.open().getFirst();
        EpisodeKey elsewhere =
                new EpisodeKey(ConditionKey.limit(OTHER_BED, WardBench.SPO2, AlertKind.LIMIT_LOW), alert.episode());

        bench.joined(
                ward,
                AlertFacts.row(
                        WardBench.WARD,
                        new Dot(HUB, 1),
                        HybridTimestamp.of(1, 0),
                        new AlertFact.Acknowledged(elsewhere, alert.epoch(), PHYSICIAN, 1)));

        assertThat(ward.engine.open().getFirst().attentionNeeded()).isTrue();
        assertThat(malformedRows()).isOne();
    }

    @Test
    void limitsThatCannotBeReadTakeNothingFromTheStricterOnesBesideThem() {
        Ward ward = bench.start(placed(OXIMETER, BED, 1));
        Row strict = set(HUB, 95);
        Row garbled = new Row(
                strict.shard(),
                strict.key(),
                new Dot(OTHER_HUB, 1),
                VersionVector.EMPTY,
                strict.at(),
                strict.kind(),
                Bytes.adopt("no fields".getBytes(StandardCharsets.US_ASCII)));

        bench.joined(ward, garbled, strict);

        assertThat(ward.limit(BED, WardBench.SPO2).orElseThrow().low()).isEqualTo("95");
        assertThat(malformedRows()).isOne();
    }

    @Test
    void limitsThatConflictAreOneAlertAndNotTwoAfterARestart() {
        Ward before = bench.start(placed(OXIMETER, BED, 1));
        bench.joined(before, set(HUB, 95), set(OTHER_HUB, 85));
        AlertStanding conflict = before.engine.open().getFirst();
        assertThat(conflict.condition().kind()).isEqualTo(AlertKind.LIMITS_CONFLICT);

        bench.journal.addAll(List.of(set(HUB, 95), set(OTHER_HUB, 85)));
        bench.signals.clear();
        Ward after = bench.start(placed(OXIMETER, BED, 1));

        assertThat(after.engine.open()).extracting(AlertStanding::episode).containsExactly(conflict.episode());
        assertThat(bench.signals).noneMatch(AlertSignal::over);
    }

    @Test
    void limitsThatConflictNoMoreAfterARestartAreNoAlert() {
        Ward before = bench.start(placed(OXIMETER, BED, 1));
        bench.joined(before, set(HUB, 95), set(OTHER_HUB, 85));
        assertThat(before.engine.open()).hasSize(1);

        assertThat(bench.start(placed(OXIMETER, BED, 1)).engine.open()).isEmpty();
    }

    @Test
    void aPauseThatWasMadeUnderAnotherClockIsShownAsThisBoxMeasuresItAndNotAfterARestart() {
        Ward ward = bench.start(placed(OXIMETER, BED, 1));
        bench.saturation(ward, OXIMETER, 80);
        AlertStanding alert = ward.engine.open().getFirst();
        long hubTime = bench.now() + 3_600_000;
        Row pause = AlertFacts.row(
                WardBench.WARD,
                new Dot(HUB, 1),
                HybridTimestamp.of(1, 0),
                new AlertFact.Paused(
                        alert.key(), alert.epoch(), hubTime + 60_000, PHYSICIAN, hubTime, new TreeSet<>()));

        bench.joined(ward, pause);
        assertThat(bench.signals.getLast().alert().pausedUntil()).isEqualTo(bench.now() + 60_000);

        bench.journal.add(pause);
        bench.signals.clear();
        bench.start(placed(OXIMETER, BED, 1));
        assertThat(bench.signals).isNotEmpty().allSatisfy(signal -> {
            assertThat(signal.alert().pausedUntil()).isNull();
            assertThat(signal.audible()).isTrue();
        });
    }

    private static Row set(Actor by, long low) {
        return new LimitsSetting(BED, WardBench.SPO2, lowest(low), PHYSICIAN, 1)
                .row(WardBench.WARD, new Dot(by, 1), VersionVector.EMPTY, HybridTimestamp.of(1, 0));
    }

    private double malformedRows() {
        return bench.registry.counter(GatewayMeter.ROWS_MALFORMED.meterName()).count();
    }

    private static Limits lowest(long low) {
        return new Limits(
                Optional.of(Decimal.of(low)),
                Optional.empty(),
                0,
                5_000,
                Decimal.of(0),
                AlertPriority.HIGH,
                false,
                true);
    }
}

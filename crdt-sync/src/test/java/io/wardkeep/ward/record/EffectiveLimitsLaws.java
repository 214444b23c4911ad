package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fold of limits is never laxer than any of what it folds, in any order. */
class EffectiveLimitsLaws {

    private static final Limits PROFILE = new Limits(
            Optional.of(Decimal.of(90)), Optional.empty(), 0, 0, Decimal.of(0), AlertPriority.HIGH, false, true);

    @Test
    void stricterIsIdempotentCommutativeAndAssociative() {
        Laws.hold(choices -> {
            Limits a = Settings.limits(choices);
            Limits b = Settings.limits(choices);
            Limits c = Settings.limits(choices);
            assertThat(EffectiveLimits.stricter(a, a)).isEqualTo(a);
            assertThat(EffectiveLimits.stricter(a, b)).isEqualTo(EffectiveLimits.stricter(b, a));
            assertThat(EffectiveLimits.stricter(EffectiveLimits.stricter(a, b), c))
                    .isEqualTo(EffectiveLimits.stricter(a, EffectiveLimits.stricter(b, c)));
        });
    }

    @Test
    void whateverASiblingWouldAlertOnTheFoldAlertsOnSoonerLongerAndLouder() {
        Laws.hold(choices -> {
            List<Sibling<LimitsSetting>> siblings = siblings(choices);
            EffectiveLimits effective = EffectiveLimits.of(PROFILE, siblings);
            Decimal value = new Decimal(choices.between(-30, 1300), choices.below(2));
            for (Sibling<LimitsSetting> sibling : siblings) {
                Limits one = sibling.value().limits();
                if (one.enabled()) {
                    assertThat(effective.limits().enabled()).isTrue();
                }
                if (violates(one, value)) {
                    assertThat(violates(effective.limits(), value)).isTrue();
                }
                assertThat(effective.limits().delayMillis()).isLessThanOrEqualTo(one.delayMillis());
                assertThat(effective.limits().holdMillis()).isGreaterThanOrEqualTo(one.holdMillis());
                assertThat(effective.limits().hysteresis()).isGreaterThanOrEqualTo(one.hysteresis());
                assertThat(effective.limits().priority()).isGreaterThanOrEqualTo(one.priority());
                assertThat(effective.limits().latching() || !one.latching()).isTrue();
            }
        });
    }

    @Test
    void theOrderOfSiblingsDoesNotShowAndDifferenceIsAConflict() {
        Laws.hold(choices -> {
            List<Sibling<LimitsSetting>> siblings = siblings(choices);
            List<Sibling<LimitsSetting>> reversed = new ArrayList<>(siblings);
            Collections.reverse(reversed);
            EffectiveLimits forward = EffectiveLimits.of(PROFILE, siblings);
            EffectiveLimits backward = EffectiveLimits.of(PROFILE, reversed);
            assertThat(forward.limits()).isEqualTo(backward.limits());
            assertThat(forward.conflict()).isEqualTo(backward.conflict());
            assertThat(forward.conflict()).isEqualTo(!siblings.stream().allMatch(forward::inForce));
        });
    }

    @Test
    void nobodysSettingMeansTheProfile() {
        assertThat(EffectiveLimits.of(PROFILE, List.of()).limits()).isEqualTo(PROFILE);
    }

    @Test
    void aSettingReadsBackFromItsRow() {
        Laws.hold(choices -> {
            LimitsSetting setting = Settings.limitsSetting(choices);
            Row row = setting.row(
                    new WardId("7A"),
                    new Dot(Settings.ACTORS.getFirst(), 3),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(1, 2));
            assertThat(LimitsSetting.of(row)).contains(setting);
        });
    }

    private static List<Sibling<LimitsSetting>> siblings(Choices choices) {
        List<Sibling<LimitsSetting>> siblings = new ArrayList<>();
        int count = choices.between(1, 4);
        for (int index = 1; index <= count; index++) {
            siblings.add(new Sibling<>(
                    new Dot(Settings.ACTORS.getFirst(), index),
                    HybridTimestamp.of(index, 0),
                    Settings.limitsSetting(choices)));
        }
        return siblings;
    }

    private static boolean violates(Limits limits, Decimal value) {
        return limits.low().map(low -> value.compareTo(low) < 0).orElse(false)
                || limits.high().map(high -> value.compareTo(high) > 0).orElse(false);
    }
}

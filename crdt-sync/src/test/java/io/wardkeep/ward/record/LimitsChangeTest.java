package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.record.LimitsChange.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsChangeTest {

    private static final Metric SPO2 = Nomenclature.standard().metric(150456).orElseThrow();
    private static final Limits ADULT =
            LimitProfile.named("adult").orElseThrow().of(SPO2.code());
    private static final Limits NONE = LimitProfile.named("none").orElseThrow().of(SPO2.code());

    @Test
    void whatIsNotNamedStaysAsItIs() {
        assertThat(change("88", Optional.empty(), Optional.empty()).over(disabled(ADULT), SPO2))
                .isEqualTo(new Outcome.Accepted(new Limits(
                        Optional.of(Decimal.of(88)),
                        Optional.empty(),
                        ADULT.delayMillis(),
                        ADULT.holdMillis(),
                        ADULT.hysteresis(),
                        ADULT.priority(),
                        ADULT.latching(),
                        false)));
    }

    @Test
    void limitsWhereThereWereNoneAreJudged() {
        assertThat(NONE.enabled()).isFalse();
        assertThat(change("88", Optional.empty(), Optional.empty()).over(NONE, SPO2))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.limits().enabled()).isTrue());
        assertThat(change("88", Optional.empty(), Optional.of(false)).over(NONE, SPO2))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.limits().enabled()).isFalse());
    }

    @Test
    void bothLimitsMustBeMeasurableAndInTheirOrder() {
        assertThat(change("-5", Optional.empty(), Optional.empty()).over(ADULT, SPO2))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(change("101", Optional.empty(), Optional.empty()).over(ADULT, SPO2))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(change("95", Optional.of(Decimal.of(90)), Optional.empty()).over(ADULT, SPO2))
                .isInstanceOf(Outcome.Refused.class);
    }

    private static LimitsChange change(String low, Optional<Decimal> high, Optional<Boolean> enabled) {
        return new LimitsChange(
                Optional.of(Decimal.of(Integer.parseInt(low))),
                high,
                Optional.empty(),
                Optional.empty(),
                Optional.<AlertPriority>empty(),
                enabled);
    }

    private static Limits disabled(Limits limits) {
        return new Limits(
                limits.low(),
                limits.high(),
                limits.delayMillis(),
                limits.holdMillis(),
                limits.hysteresis(),
                limits.priority(),
                limits.latching(),
                false);
    }
}

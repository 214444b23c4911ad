package io.wardkeep.lattice.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The runner itself: it finds, it shrinks, it says how to see it again. */
class LawsTest {

    private static final Property NO_SUM_ABOVE_500 = choices -> {
        int sum = 0;
        int count = choices.below(40);
        for (int index = 0; index < count; index++) {
            sum += choices.below(100);
        }
        assertThat(sum).isLessThanOrEqualTo(500);
    };

    @Test
    void aTrueLawHolds() {
        assertThatCode(() -> Laws.hold(
                        1_000, choices -> assertThat(choices.below(10)).isBetween(0, 9)))
                .doesNotThrowAnyException();
    }

    @Test
    void aFalseLawIsFoundAndItsSeedIsNamed() {
        assertThatThrownBy(() -> Laws.hold(1_000, NO_SUM_ABOVE_500))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dwardkeep.laws.seed=");
    }

    @Test
    void aCounterexampleShrinksToTheFewestDecisions() {
        List<long[]> failing = new ArrayList<>();
        for (int seed = 0; failing.isEmpty(); seed++) {
            Choices choices = Choices.random(seed);
            try {
                NO_SUM_ABOVE_500.check(choices);
            } catch (Exception | AssertionError found) {
                failing.add(choices.taken());
            }
        }
        // 6 numbers of at most 99 are needed to pass 500; the seventh decision is how many there are.
        assertThat(Laws.shrink(NO_SUM_ABOVE_500, failing.getFirst())).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void oneSeedDrawsOneSequence() {
        assertThat(Choices.random(5).anyLong()).isEqualTo(Choices.random(5).anyLong());
    }
}

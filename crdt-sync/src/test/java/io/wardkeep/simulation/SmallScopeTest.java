package io.wardkeep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: no counterexample among all small histories; {@code packaging/soak exhaust} walks larger ones. */
final class SmallScopeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyHistoryOfARegisterReadsAsItsTwin(int operations) {
        SmallScope.Walk walk = SmallScope.registers(operations);

        assertThat(walk.wrong()).isEmpty();
        assertThat(walk.histories()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyHistoryOfADeviceReadsAsItsTwin(int operations) {
        SmallScope.Walk walk = SmallScope.observations(operations);

        assertThat(walk.wrong()).isEmpty();
        assertThat(walk.histories()).isPositive();
    }
}

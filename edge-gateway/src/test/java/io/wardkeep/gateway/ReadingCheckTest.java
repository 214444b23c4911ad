package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingCheckTest {

    private static final int SPO2 = 150456;

    private final ReadingCheck check = new ReadingCheck();

    @Test
    void takesAPlausibleValueAsItWasSent() {
        Observation sent = of(SPO2, "97.0", "%");

        assertThat(check.look(sent))
                .isEqualTo(new ReadingCheck.Verdict.Taken(sent, Optional.of(Decimal.parse("97.0"))));
    }

    @Test
    void takesTheNumberFromAValueOutsideThePlausibleRange() {
        ReadingCheck.Verdict verdict = check.look(of(SPO2, "101", "%"));

        assertThat(verdict).isInstanceOfSatisfying(ReadingCheck.Verdict.Taken.class, taken -> {
            assertThat(taken.observation().validity()).isEqualTo(Validity.IMPLAUSIBLE);
            assertThat(taken.number()).isEmpty();
        });
    }

    @Test
    void refusesAUnitThatIsNotTheMetrics() {
        assertThat(check.look(of(SPO2, "97", "mm[Hg]"))).isEqualTo(new ReadingCheck.Verdict.Refused("wrong-unit"));
    }

    @Test
    void refusesACodeThatNobodyKnows() {
        assertThat(check.look(Observation.of(1, Decimal.of(1), 262688, Validity.VALID, 0)))
                .isEqualTo(new ReadingCheck.Verdict.Refused("unknown-code"));
    }

    @Test
    void judgesFahrenheitInCelsiusAndKeepsItAsSent() {
        int code = Nomenclature.standard().metrics().stream()
                .filter(metric ->
                        metric.unit().filter(unit -> unit.ucum().equals("Cel")).isPresent())
                .findFirst()
                .orElseThrow()
                .code();
        Observation sent = of(code, "98.6", "[degF]");

        assertThat(check.look(sent)).isInstanceOfSatisfying(ReadingCheck.Verdict.Taken.class, taken -> {
            assertThat(taken.observation()).isEqualTo(sent);
            assertThat(taken.number().orElseThrow().toDouble()).isCloseTo(37.0, within(1e-6));
        });
    }

    private static Observation of(int code, String value, String ucum) {
        int unit = Nomenclature.standard().unit(ucum).orElseThrow().code();
        return Observation.of(code, Decimal.parse(value), unit, Validity.VALID, 1_000);
    }
}

package io.wardkeep.simulator.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    @Test
    void stepsAreReadAndSortedAndFoundByNameOrPlace() {
        Script script = Script.parse("""
                # a story
                60s 7A-03 probe-off for=20s
                10s #2 desaturation to=82 over=5s for=30s
                250ms #2 garbage bytes=7
                2m 7A-03 unplug for=5s
                """);
        assertThat(script.steps()).extracting(Step::at).isSorted();
        assertThat(script.of("7A-03", 9)).hasSize(2);
        assertThat(script.of("7A-02", 2))
                .containsExactly(
                        new Step(Duration.ofMillis(250), "#2", new Episode.Garbage(7)),
                        new Step(
                                Duration.ofSeconds(10),
                                "#2",
                                new Episode.Desaturation(
                                        new Course(82, Duration.ofSeconds(5), Duration.ofSeconds(30)))));
        assertThat(Script.parse(Script.DEMO_DESATURATION).of("any", 2)).hasSize(1);
    }

    @ParameterizedTest
    @FieldSource("io.wardkeep.simulator.patient.Script#EPISODES")
    void everythingThatIsShownCanBeWritten(String episode) {
        assertThat(Script.parse("10s #1 " + episode).of("bed", 1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10s #1",
                "10s #1 dance for=1s",
                "10s #1 silence",
                "10s #1 silence for=1d",
                "10s #1 sepsis to=101 over=1s for=1s",
                "ten #1 silence for=1s",
                "10s #1 silence for",
                "10s #1 garbage bytes=many"
            })
    void aLineThatIsWrongIsNamed(String line) {
        assertThatThrownBy(() -> Script.parse("\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("script line 2: ");
    }
}

package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every simulated device of a line, heard and asked by the gateway's driver of that protocol: two readings of one
 * document. What is said of saturations holds for oximeters.
 */
class SimulatedDevicesTest {

    private static final int SATURATION = 150_456;
    private static final int PULSE_RATE = 149_530;

    static Stream<String> protocols() {
        return DeviceFactory.ON_LINES.stream()
                // An IntelliVue tells a probe that is off by an alarm and measures each 1.024 s: see its own test.
                .filter(protocol -> !protocol.startsWith("philips-intellivue"))
                .filter(protocol ->
                        isOximeter(Drivers.named(protocol).orElseThrow().sheet()))
                // Nor does one that is used for spot checks.
                .filter(protocol -> Drivers.named(protocol).orElseThrow().silenceMillis() != Driver.ON_DEMAND);
    }

    static Stream<String> protocolsThatTellOfTheFinger() {
        return protocols().filter(protocol -> !protocol.equals("nonin-df1"));
    }

    /** A device of the finger: what else gives a saturation may be without one. */
    private static boolean isOximeter(DriverSheet sheet) {
        return sheet.gives(SATURATION) && sheet.numerics().size() <= 3;
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void saysWhatThePatientShows(String protocol) {
        List<DriverEvent> events = hear(protocol, "", 480_000);
        assertThat(events).noneMatch(DriverEvent.Malformed.class::isInstance);
        List<Long> shown = saturations(events).stream()
                .map(observation -> observation.value().mantissa())
                .distinct()
                .toList();
        Recording recording = Recording.bundledNumerics("03");
        Stream<Long> recorded = LongStream.range(0, recording.length())
                .mapToObj(row -> (long) recording.wholeAt("SpO2", row).orElseThrow())
                .distinct();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(recorded.toList());
        assertThat(saturations(events)).hasSizeGreaterThanOrEqualTo(479);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void aDesaturationIsSeenAndPasses(String protocol) {
        List<Observation> seen = saturations(hear(protocol, "10s #1 desaturation to=82 over=5s for=20s", 60_000));
        assertThat(seen).anyMatch(observation -> observation.value().mantissa() == 82);
        assertThat(seen.getLast().value().mantissa()).isGreaterThan(90);
    }

    @Test
    void aFingerThatIsOutOfFormat1IsMissingValuesAfterTheyWereHeld() {
        Conversation heard = Conversation.heard("nonin-df1", "10s #1 probe-off for=30s", 60_000);
        assertThat(heard.malformed()).isEmpty();
        List<Validity> validities = heard.observations(SATURATION).stream()
                .map(Observation::validity)
                .distinct()
                .toList();
        assertThat(validities).containsExactly(Validity.VALID, Validity.QUESTIONABLE, Validity.INVALID);
        assertThat(heard.observations(SATURATION).getLast().validity()).isEqualTo(Validity.VALID);
    }

    @Test
    void spotChecksCarryTheTimeAndAreNoValueWithoutAFinger() {
        Conversation heard = Conversation.heard("nonin-df13", "60s #1 probe-off for=30s", 130_000);
        assertThat(heard.malformed()).isEmpty();
        List<Observation> saturations = heard.observations(SATURATION);
        assertThat(saturations)
                .extracting(Observation::deviceMillis)
                .extracting(Instant::ofEpochMilli)
                .containsExactly(
                        Instant.parse("2026-11-20T09:00:05Z"),
                        Instant.parse("2026-11-20T09:01:05Z"),
                        Instant.parse("2026-11-20T09:02:05Z"));
        assertThat(saturations)
                .extracting(Observation::validity)
                .containsExactly(Validity.VALID, Validity.INVALID, Validity.VALID);
        assertThat(heard.numbers(PULSE_RATE)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("protocolsThatTellOfTheFinger")
    void aProbeBesideTheFingerIsNoValue(String protocol) {
        List<DriverEvent> events = hear(protocol, "10s #1 probe-off for=30s", 60_000);
        assertThat(events)
                .containsSubsequence(
                        new DriverEvent.Technical(TechnicalCondition.SENSOR_OFF, true),
                        new DriverEvent.Technical(TechnicalCondition.SENSOR_OFF, false));
        assertThat(saturationValidities(events)).contains(Validity.SENSOR_OFF, Validity.VALID);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void silenceAndAPulledCableAreNotHeard(String protocol) {
        for (String fault : List.of("10s #1 silence for=20s", "10s #1 unplug for=20s")) {
            int during = saturations(hear(protocol, fault, 60_000)).size();
            int healthy = saturations(hear(protocol, "", 60_000)).size();
            assertThat(during).isBetween(healthy - 26, healthy - 15);
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void noiseIsMalformedAndPasses(String protocol) {
        List<DriverEvent> events = hear(protocol, "10500ms #1 garbage bytes=300", 30_000);
        assertThat(events).anyMatch(DriverEvent.Malformed.class::isInstance);
        assertThat(events.reversed())
                .filteredOn(event -> !(event instanceof DriverEvent.Transmit))
                .first()
                .isInstanceOf(DriverEvent.Measured.class);
    }

    private static List<DriverEvent> hear(String protocol, String script, long untilMillis) {
        return Conversation.heard(protocol, script, untilMillis).events();
    }

    private static List<Observation> saturations(List<DriverEvent> events) {
        return observations(events).filter(o -> o.validity().hasValue()).toList();
    }

    private static List<Validity> saturationValidities(List<DriverEvent> events) {
        return observations(events).map(Observation::validity).toList();
    }

    private static Stream<Observation> observations(List<DriverEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof DriverEvent.Measured(Observation observation)
                        ? Stream.of(observation)
                        : Stream.empty())
                .filter(observation -> observation.code() == SATURATION);
    }
}

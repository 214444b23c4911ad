package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.gateway.port.PortDetection.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortDetectionTest {

    private static final long STEP_MILLIS = 100;
    private static final SerialSetting SLOW = SerialSetting.plain(9_600);
    private static final SerialSetting FAST = SerialSetting.plain(115_200);

    private final List<SerialSetting> tuned = new ArrayList<>();

    static List<String> speaking() {
        return SpeakingDevices.PROTOCOLS;
    }

    @ParameterizedTest
    @MethodSource("speaking")
    void recognisesWhateverSpeaksByItselfAlsoFromTheMiddle(String protocol) {
        for (int skipped : new int[] {0, 1, 3, 7}) {
            byte[][] seconds = new SpeakingDevices(skipped).bytes(protocol, 60, STEP_MILLIS);
            Verdict verdict = run(DriverChoice.Detected.onSerial(Drivers.all(), Optional.empty()), 60_000, at -> {
                boolean right = tuned.isEmpty()
                        || Drivers.named(protocol)
                                .orElseThrow()
                                .sheet()
                                .serial()
                                .contains(tuned.getLast());
                return right ? seconds[(int) (at / STEP_MILLIS)] : new byte[0];
            });

            assertThat(verdict).as("skipped %s", skipped).isInstanceOf(Verdict.Recognised.class);
            assertThat(((Verdict.Recognised) verdict).driver().name()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void garbageIsNoDevice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Verdict verdict = run(DriverChoice.Detected.onSerial(Drivers.all(), Optional.empty()), 60_000, _ -> {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        });

        assertThat(verdict).isInstanceOf(Verdict.Unrecognised.class);
        assertThat(((Verdict.Unrecognised) verdict).report())
                .as("the same each time")
                .doesNotContainPattern("\\d+ bytes")
                .contains("bytes that nobody understands");
    }

    @Test
    void zeroesAndSpacesAreNoDevice() {
        for (int octet : new int[] {0x00, 0xFF, ' ', '\n', 0x80, 0x55}) {
            byte[] same = new byte[96];
            Arrays.fill(same, (byte) octet);
            assertThat(run(DriverChoice.Detected.onSerial(Drivers.all(), Optional.empty()), 60_000, _ -> same))
                    .as("%x", octet)
                    .isInstanceOf(Verdict.Unrecognised.class);
        }
    }

    @Test
    void twoThatMightBeRightAreSaidAndNotChosenBetween() {
        byte[][] seconds = new SpeakingDevices(0).bytes("masimo-ascii1", 60, STEP_MILLIS);
        Driver masimo = Drivers.named("masimo-ascii1").orElseThrow();
        Verdict verdict = run(
                DriverChoice.Detected.onSerial(List.of(masimo, new Twin(masimo)), Optional.empty()),
                60_000,
                at -> seconds[(int) (at / STEP_MILLIS)]);

        assertThat(verdict).isInstanceOf(Verdict.Unrecognised.class);
        assertThat(((Verdict.Unrecognised) verdict).report()).isEqualTo("ambiguous: masimo-ascii1, twin at 9600 8N1");
    }

    @Test
    void aSilentLineIsHeardWithEverySettingInTurn() {
        Driver masimo = Drivers.named("masimo-ascii1").orElseThrow();
        Verdict verdict = run(trials(masimo), 60_000, _ -> new byte[0]);

        assertThat(verdict)
                .isEqualTo(new Verdict.Unrecognised(
                        "nothing came at 115200 8N1; nothing came at 9600 8N1", Optional.of(FAST)));
        assertThat(tuned).containsExactly(FAST, SLOW);
    }

    @Test
    void aWrongSpeedIsGarbageAndTheNextIsTried() {
        byte[][] seconds = new SpeakingDevices(0).bytes("masimo-ascii1", 60, STEP_MILLIS);
        SplittableRandom random = new SplittableRandom(1);
        Driver masimo = Drivers.named("masimo-ascii1").orElseThrow();
        Verdict verdict = run(trials(masimo), 60_000, at -> {
            byte[] said = seconds[(int) (at / STEP_MILLIS)].clone();
            if (tuned.getLast().equals(FAST)) {
                random.nextBytes(said);
            }
            return said;
        });

        assertThat(verdict).isInstanceOf(Verdict.Recognised.class);
        assertThat(((Verdict.Recognised) verdict).setting()).contains(SLOW);
        assertThat(((Verdict.Recognised) verdict).report())
                .startsWith("masimo-ascii1 (")
                .endsWith("at 9600 8N1");
    }

    @Test
    void whatMustBeAskedIsNotTried() {
        assertThat(DriverChoice.Detected.onSerial(Drivers.all(), Optional.empty())
                        .trials())
                .allSatisfy(trial -> assertThat(trial.drivers())
                        .allMatch(driver -> driver.sheet().speaksFirst()));
    }

    private static DriverChoice.Detected trials(Driver driver) {
        return new DriverChoice.Detected(List.of(
                new DriverChoice.Trial(Optional.of(FAST), List.of(driver)),
                new DriverChoice.Trial(Optional.of(SLOW), List.of(driver))));
    }

    /** The first verdict that ends a round, or {@code Listening} at the end of the time. */
    private Verdict run(DriverChoice.Detected choice, long millis, LongFunction<byte[]> line) {
        tuned.clear();
        PortDetection detection = new PortDetection(choice.trials());
        detection.setting().ifPresent(tuned::add);
        for (long now = 0; now < millis; now += STEP_MILLIS) {
            byte[] bytes = line.apply(now);
            Verdict verdict = bytes.length > 0 ? detection.received(bytes, bytes.length, now) : detection.ticked(now);
            switch (verdict) {
                case Verdict.Listening() -> {}
                case Verdict.Retune(var setting) -> tuned.add(setting);
                case Verdict.Recognised _, Verdict.Unrecognised _ -> {
                    return verdict;
                }
            }
        }
        return new Verdict.Listening();
    }

    /** Understands what another does. */
    private record Twin(Driver other) implements Driver {

        @Override
        public String name() {
            return "twin";
        }

        @Override
        public String description() {
            return other.description();
        }

        @Override
        public DriverSheet sheet() {
            return other.sheet();
        }

        @Override
        public long silenceMillis() {
            return other.silenceMillis();
        }

        @Override
        public DriverSession open() {
            return other.open();
        }
    }
}

package io.wardkeep.driver.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.driver.Contracts;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the garbling found once stays found, and the garbling finds what it is there for. */
class GarblingTest {

    static List<String> names() {
        return Drivers.all().stream().map(Driver::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void holdsForWhatIsKnown(String name) throws IOException {
        Driver driver = Drivers.named(name).orElseThrow();
        Garbling garbling = new Garbling(driver);
        List<byte[]> seeds = Seeds.of(driver);
        assertThat(Contracts.conversations(driver))
                .as("contract tests of " + name)
                .isNotEmpty();
        for (byte[] seed : seeds) {
            garbling.once(seed);
        }
        for (byte[] kept : Seeds.kept(driver)) {
            garbling.often(kept);
        }
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void findsMistakes(Mistake mistake) {
        Garbling garbling = new Garbling(new Mistaken(mistake));
        assertThatThrownBy(() -> {
                    garbling.once(new byte[] {3, 1, 2, 3, 4});
                    garbling.often(new byte[] {3, 1, 2, 3, 4});
                })
                .isInstanceOf(mistake == Mistake.THROWS ? IllegalStateException.class : AssertionError.class);
    }

    /** What a driver must not do. */
    enum Mistake {
        THROWS,
        LEAVES_BYTES,
        OFF_THE_SHEET,
        WRONG_UNIT,
        SENDS,
        REMEMBERS_ALL,
        MAKES_MUCH
    }

    /** A driver with one. */
    private record Mistaken(Mistake mistake) implements Driver {

        @Override
        public String name() {
            return "nonin-oem3";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public DriverSheet sheet() {
            return Drivers.named(name()).orElseThrow().sheet();
        }

        @Override
        public long silenceMillis() {
            return 3_000;
        }

        @Override
        public DriverSession open() {
            return new MistakenSession(mistake);
        }
    }

    private static final class MistakenSession implements DriverSession {

        private final Mistake mistake;
        private final List<byte[]> remembered = new ArrayList<>();

        MistakenSession(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
            byte[] copy = new byte[mistake == Mistake.MAKES_MUCH ? 32 << 20 : 64];
            if (mistake != Mistake.LEAVES_BYTES) {
                bytes.position(bytes.limit());
            }
            switch (mistake) {
                case THROWS -> throw new IllegalStateException();
                case OFF_THE_SHEET -> events.accept(measured(Oximetry.PERFUSION_INDEX.code(), 262_688));
                case WRONG_UNIT -> events.accept(measured(Oximetry.SATURATION.code(), 264_864));
                case SENDS -> events.accept(new DriverEvent.Transmit(ByteBuffer.wrap(copy)));
                case REMEMBERS_ALL -> remembered.add(copy);
                case LEAVES_BYTES, MAKES_MUCH -> {
                    // Done above.
                }
            }
        }

        @Override
        public void ticked(long nowMillis, Consumer<DriverEvent> events) {}

        private static DriverEvent measured(int code, int unit) {
            return new DriverEvent.Measured(Observation.of(code, Decimal.of(97), unit, Validity.VALID, 1));
        }
    }
}

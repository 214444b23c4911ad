package io.wardkeep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.list.Drivers;
import io.wardkeep.ward.Observation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worked frames of the documents: what the sheet says a frame means is what the driver says. */
class SpecVectorsTest {

    private static final Map<String, String> DRIVERS = Map.of(
            "nonin-df2", "nonin-oem3",
            "nonin-df8", "nonin-df8",
            "nonin-df13", "nonin-df13",
            "masimo-ascii1", "masimo-ascii1",
            "contec-v5", "contec-v5",
            "contec-v7", "contec-v7",
            "senml", "senml");

    /** Which expectation is which metric. */
    private static final Map<String, Integer> CODES =
            Map.of("spo2", 150_456, "hr", 149_530, "bpm", 149_530, "pulse", 149_530, "pi", 150_448, "ecg_hr", 147_842);

    record Vector(String protocol, String name, String hex, Map<String, String> expected) {

        @Override
        public String toString() {
            return protocol + ": " + name;
        }
    }

    static List<Vector> vectors() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/vectors/vectors.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(SpecVectorsTest::vector)
                    .toList();
        }
    }

    private static Vector vector(String line) {
        List<String> columns = List.of(line.split("\\|", -1));
        Map<String, String> expected = new HashMap<>();
        for (String pair : columns.get(3).split(",", -1)) {
            int equals = pair.indexOf('=');
            expected.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Vector(columns.get(0), columns.get(1), columns.get(2), expected);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meansWhatTheDocumentSays(Vector vector) {
        String driver = Objects.requireNonNull(DRIVERS.get(vector.protocol()));
        List<DriverEvent> events = new ArrayList<>();
        Drivers.named(driver)
                .orElseThrow()
                .open()
                .received(ByteBuffer.wrap(HexFormat.of().parseHex(vector.hex())), 1_000, events::add);
        Map<Integer, Observation> said = new HashMap<>();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Measured(Observation observation)) {
                said.put(observation.code(), observation);
            }
        }
        if (vector.expected().containsKey("valid")) {
            // A frame alone says nothing, right or wrong: values belong to whole packets.
            assertThat(said).isEmpty();
            return;
        }
        assertThat(said).isNotEmpty();
        vector.expected().forEach((key, value) -> check(key, value, said, events));
    }

    private static void check(String key, String value, Map<Integer, Observation> said, List<DriverEvent> events) {
        Integer code = CODES.get(key);
        if (code != null) {
            Observation observation = Objects.requireNonNull(said.get(code));
            if ("None".equals(value)) {
                assertThat(observation.validity().hasValue()).isFalse();
            } else {
                assertThat(observation.value().toBigDecimal()).isEqualByComparingTo(value);
            }
        } else if ("low_siq".equals(key) || "out_of_track".equals(key)) {
            assertThat(events).contains(new DriverEvent.Technical(TechnicalCondition.SIGNAL_POOR, true));
        } else if ("no_sensor".equals(key) || "sensor_alarm".equals(key) || "probe_error".equals(key)) {
            assertThat(events).contains(new DriverEvent.Technical(TechnicalCondition.SENSOR_OFF, true));
        } else if ("lowbat".equals(key)) {
            assertThat(events).contains(new DriverEvent.Technical(TechnicalCondition.BATTERY_LOW, false));
        }
    }
}

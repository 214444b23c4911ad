package io.wardkeep.gateway.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine finds exactly the onsets that the reference definition finds on real 1 Hz recordings. */
class LimitOnsetsTest {

    private static final List<String> COLUMNS = List.of("HR", "PULSE", "RESP", "SpO2");

    /** A rule of the reference: a column and one limit. */
    private record Rule(String name, String column, Optional<Decimal> low, Optional<Decimal> high) {}

    private static final List<Rule> RULES = List.of(
            low("SPO2_LT90", "SpO2", 90),
            low("SPO2_LT88", "SpO2", 88),
            high("HR_GT120", "HR", 120),
            low("HR_LT50", "HR", 50),
            high("RR_GT30", "RESP", 30),
            low("RR_LT8", "RESP", 8),
            high("PULSE_GT120", "PULSE", 120));

    @Test
    void findsTheReferenceOnsetsOfTheExcerpt() throws IOException, URISyntaxException {
        Path excerpt = Path.of(Objects.requireNonNull(LimitOnsetsTest.class.getResource("bidmc"))
                .toURI());

        assertThat(counts(excerpt)).isEqualTo(expected("expected-excerpt.csv"));
    }

    @Test
    void findsTheReferenceOnsetsOfAllRecordingsWhereTheyAreAtHand() throws IOException, URISyntaxException {
        Path all = Path.of("..", "..", "shared", "data", "bidmc");
        assumeThat(all).as("the recordings lie beside the checkout").isDirectory();

        assertThat(counts(all)).isEqualTo(expected("expected-all.csv"));
    }

    private static String counts(Path directory) throws IOException {
        List<List<String[]>> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith("_Numerics.csv"))
                    .sorted()
                    .toList()) {
                records.add(Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .toList());
            }
        }
        StringBuilder table = new StringBuilder("rule,delay_s,hold_s,onsets,records_with_onset\n");
        for (Rule rule : RULES) {
            for (int delay : new int[] {0, 5, 10, 15, 30, 60}) {
                for (int hold : new int[] {0, 10}) {
                    long onsets = 0;
                    long withOnset = 0;
                    for (List<String[]> record : records) {
                        long found = onsets(rule, delay, hold, record);
                        onsets += found;
                        withOnset += found > 0 ? 1 : 0;
                    }
                    table.append(String.format(
                            Locale.ROOT, "%s,%d,%d,%d,%d%n", rule.name(), delay, hold, onsets, withOnset));
                }
            }
        }
        return table.toString();
    }

    private static long onsets(Rule rule, int delay, int hold, List<String[]> record) {
        EngineBench bench = new EngineBench()
                .limits(new Limits(
                        rule.low(),
                        rule.high(),
                        delay * 1_000L,
                        hold * 1_000L,
                        Decimal.of(0),
                        AlertPriority.MEDIUM,
                        false,
                        true));
        int column = 1 + COLUMNS.indexOf(rule.column());
        for (String[] second : record) {
            Optional<Long> value = value(second[column]);
            if (value.isPresent()) {
                bench.values(value.get());
            } else {
                bench.missing();
            }
        }
        return bench.onsets();
    }

    /** As the reference: what is not a number above zero is not available. */
    private static Optional<Long> value(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.equals("NaN")) {
            return Optional.empty();
        }
        double value = Double.parseDouble(digits);
        return value > 0 ? Optional.of(Math.round(value)) : Optional.empty();
    }

    private static String expected(String name) throws IOException, URISyntaxException {
        return Files.readString(Path.of(Objects.requireNonNull(LimitOnsetsTest.class.getResource("bidmc/" + name))
                .toURI()));
    }

    private static Rule low(String name, String column, long limit) {
        return new Rule(name, column, Optional.of(Decimal.of(limit)), Optional.empty());
    }

    private static Rule high(String name, String column, long limit) {
        return new Rule(name, column, Optional.empty(), Optional.of(Decimal.of(limit)));
    }
}

package io.wardkeep.gateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the clinical table {@code alarm-fsm.csv}: next state, signals and phase, latching or not. */
class AlertStateMachineClauses {

    /** One row of the table. */
    record Clause(String state, String event, String next, String signals, String phase, boolean latching) {}

    @ParameterizedTest
    @MethodSource("clauses")
    void doesWhatTheTableSays(Clause clause) {
        AlertStateMachine.Step step = AlertStateMachine.step(
                AlertState.valueOf(clause.state()), AlertEvent.valueOf(clause.event()), clause.latching());

        assertThat(step.next()).isEqualTo(AlertState.valueOf(clause.next()));
        AlertSignals signals = step.next().signals();
        assertThat("aud=" + signals.audible() + ",vis=" + signals.visual()).isEqualTo(clause.signals());
        assertThat(step.phase())
                .isEqualTo(
                        "-".equals(clause.phase())
                                ? AlertPhase.NONE
                                : AlertPhase.valueOf(clause.phase().toUpperCase(Locale.ROOT)));
    }

    @Test
    void theTableHasEveryCell() {
        Set<String> cells = new HashSet<>();
        for (Clause clause : clauses()) {
            cells.add(clause.state() + clause.event() + clause.latching());
        }
        assertThat(cells).hasSize(2 * AlertState.values().length * AlertEvent.values().length);
    }

    static List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        for (String line : table().lines().skip(1).toList()) {
            List<String> cells = cells(line);
            String[] phases = cells.get(6).split("\\|", -1);
            clauses.add(new Clause(cells.get(0), cells.get(1), cells.get(2), cells.get(4), phases[0], false));
            clauses.add(new Clause(
                    cells.get(0), cells.get(1), cells.get(3), cells.get(5), phases[phases.length - 1], true));
        }
        return clauses;
    }

    private static String table() {
        try (InputStream table = Objects.requireNonNull(
                AlertStateMachineClauses.class.getResourceAsStream("alarm-fsm.csv"), "the table is a test resource")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char next = line.charAt(index);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(next);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}

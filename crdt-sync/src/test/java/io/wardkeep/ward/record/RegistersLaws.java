package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A value of a register goes away only by a write whose writer was shown it, or was shown what replaced it. */
class RegistersLaws {

    /** A replica's rows of one key, joined by the rule that every store follows. */
    private static final class Replica {
        private final Map<Dot, Row> live = new TreeMap<>();
        private final Set<Dot> context = new HashSet<>();
        private VersionVector covered = VersionVector.EMPTY;
        private long seq;

        private void join(Row row) {
            if (context.add(row.dot())) {
                covered = covered.join(row.supersedes());
                live.put(row.dot(), row);
                live.keySet().removeIf(covered::covers);
            }
        }
    }

    @Test
    void aWriteReplacesExactlyWhatItsWriterWasShown() {
        Laws.hold(choices -> {
            List<Replica> replicas = List.of(new Replica(), new Replica(), new Replica());
            List<Row> rows = new ArrayList<>();
            Map<Dot, Set<Dot>> replaced = new HashMap<>();
            for (int steps = choices.below(14); steps > 0; steps--) {
                int at = choices.below(replicas.size());
                Replica replica = replicas.get(at);
                if (choices.oneIn(2)) {
                    write(replica, Settings.ACTORS.get(at), choices, replaced).ifPresent(rows::add);
                } else if (!rows.isEmpty()) {
                    replica.join(choices.of(rows));
                }
            }
            Set<Dot> expected = new HashSet<>(replaced.keySet());
            replaced.values().forEach(expected::removeAll);
            for (Replica replica : replicas) {
                rows.forEach(replica::join);
                assertThat(replica.live.keySet()).isEqualTo(expected);
            }
        });
    }

    private static Optional<Row> write(Replica replica, Actor actor, Choices choices, Map<Dot, Set<Dot>> replaced) {
        Set<Dot> shown = new HashSet<>();
        replica.live.keySet().stream().filter(dot -> choices.below(4) > 0).forEach(shown::add);
        Optional<VersionVector> supersedes = Registers.supersedes(replica.live.values(), shown, actor);
        if (supersedes.isEmpty()) {
            assertThat(replica.live.keySet())
                    .as("refused only when this actor's own value was not shown")
                    .anyMatch(dot -> dot.actor().equals(actor) && !shown.contains(dot));
            return Optional.empty();
        }
        Dot dot = new Dot(actor, ++replica.seq);
        Row row = Settings.limitsSetting(choices)
                .row(new WardId("7A"), dot, supersedes.get(), HybridTimestamp.of(replica.seq, 0));
        replica.join(row);
        // What the shown values had replaced is replaced for good, though some replica may not have heard of it yet.
        Set<Dot> gone = new HashSet<>(shown);
        shown.forEach(seen -> gone.addAll(replaced.getOrDefault(seen, Set.of())));
        replaced.put(dot, gone);
        return Optional.of(row);
    }
}

package io.wardkeep.gateway.alert;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.Author;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all conditions of one engine share: names for facts, the list of what is to be told, the open episodes. */
final class EpisodeLedger {

    final AlertPolicy policy;
    final Author self;
    private final Supplier<Dot> dots;
    private final List<AlertTransition> transitions = new ArrayList<>();
    private final Map<EpisodeId, Condition> open = new HashMap<>();

    EpisodeLedger(AlertPolicy policy, Author self, Supplier<Dot> dots) {
        this.policy = policy;
        this.self = self;
        this.dots = dots;
    }

    Dot mint() {
        return dots.get();
    }

    void tell(AlertTransition transition) {
        transitions.add(transition);
    }

    void drain(Consumer<AlertTransition> out) {
        if (transitions.isEmpty()) {
            return;
        }
        List<AlertTransition> told = List.copyOf(transitions);
        transitions.clear();
        told.forEach(out);
    }

    void opened(EpisodeId episode, Condition condition) {
        open.put(episode, condition);
    }

    void closed(EpisodeId episode) {
        open.remove(episode);
    }

    Optional<Condition> condition(EpisodeId episode) {
        return Optional.ofNullable(open.get(episode));
    }

    List<Condition> open() {
        return List.copyOf(open.values());
    }
}

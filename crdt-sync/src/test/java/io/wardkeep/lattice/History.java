package io.wardkeep.lattice;

import io.wardkeep.lattice.law.Choices;
import java.util.ArrayList;
import java.util.List;

/**
 * What three replicas of one type did: random mutations, whole states exchanged, deltas delivered in any order and more
 * than once.
 */
final class History<S extends Lattice<S>> {

    static final List<Actor> ACTORS = List.of(new Actor(0, 1, 1), new Actor(0, 2, 1), new Actor(-1, 0, -1));

    private static final int STEPS_MAX = 12;

    final List<S> replicas = new ArrayList<>();
    final List<S> deltas = new ArrayList<>();

    private History() {}

    static <S extends Lattice<S>> History<S> random(Subject<S> subject, Choices choices) {
        History<S> history = new History<>();
        ACTORS.forEach(actor -> history.replicas.add(subject.bottom()));
        int steps = choices.below(STEPS_MAX + 1);
        for (int step = 0; step < steps; step++) {
            history.step(subject, choices);
        }
        return history;
    }

    private void step(Subject<S> subject, Choices choices) {
        int at = choices.below(replicas.size());
        S state = replicas.get(at);
        switch (choices.below(4)) {
            case 0, 1 -> {
                S delta = subject.mutate(state, ACTORS.get(at), choices);
                deltas.add(delta);
                replicas.set(at, state.join(delta));
            }
            case 2 -> replicas.set(at, state.join(choices.of(replicas)));
            default -> {
                if (!deltas.isEmpty()) {
                    replicas.set(at, state.join(choices.of(deltas)));
                }
            }
        }
    }

    /** A replica's state or a delta: both are states of the lattice. */
    S any(Choices choices) {
        int index = choices.below(replicas.size() + deltas.size());
        return index < replicas.size() ? replicas.get(index) : deltas.get(index - replicas.size());
    }
}

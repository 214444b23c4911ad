package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The algebra that everything else rests on, for every type of the library, over states and deltas that three replicas
 * can reach.
 */
class LatticeLaws {

    static Stream<Arguments> subjects() {
        return Subjects.ALL.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    <S extends Lattice<S>> void joinIsIdempotentCommutativeAndAssociative(String name, Subject<S> subject) {
        Laws.hold(choices -> {
            History<S> history = History.random(subject, choices);
            S a = history.any(choices);
            S b = history.any(choices);
            S c = history.any(choices);
            assertThat(a.join(a)).as(name + " is idempotent").isEqualTo(a);
            assertThat(a.join(b)).as(name + " is commutative").isEqualTo(b.join(a));
            assertThat(a.join(b).join(c)).as(name + " is associative").isEqualTo(a.join(b.join(c)));
            assertThat(a.join(b).join(a)).as(name + " only grows").isEqualTo(a.join(b));
            assertThat(a.join(subject.bottom())).as(name + " has a least state").isEqualTo(a);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    <S extends Lattice<S>> void joiningAllDeltasInAnyOrderIsJoiningAllStates(String name, Subject<S> subject) {
        Laws.hold(choices -> {
            History<S> history = History.random(subject, choices);
            S states = subject.bottom();
            for (S replica : history.replicas) {
                states = states.join(replica);
            }
            S fromDeltas = subject.bottom();
            for (S delta : shuffled(history.deltas, choices)) {
                fromDeltas = fromDeltas.join(delta);
            }
            assertThat(fromDeltas).as(name).isEqualTo(states);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    <S extends Lattice<S>> void equalStatesAndOnlyTheyHaveEqualBytes(String name, Subject<S> subject) {
        Laws.hold(choices -> {
            History<S> history = History.random(subject, choices);
            S a = history.any(choices);
            S b = history.any(choices);
            CanonicalReader reader = a.toBytes().reader();
            S back = subject.read(reader);
            reader.end();
            assertThat(back).as(name).isEqualTo(a);
            assertThat(back.toBytes()).as(name).isEqualTo(a.toBytes());
            assertThat(a.toBytes().equals(b.toBytes())).as(name).isEqualTo(a.equals(b));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    <S extends Lattice<S>> void garbledBytesAreRefusedOrMeanAnotherState(String name, Subject<S> subject) {
        Laws.hold(choices -> {
            S state = History.random(subject, choices).any(choices);
            CanonicalReader reader = Garbler.garble(state.toBytes(), choices).reader();
            try {
                subject.read(reader).toBytes();
            } catch (MalformedBytesException refused) {
                assertThat(refused).as(name).hasMessageContaining("");
            }
        });
    }

    static <T> List<T> shuffled(List<T> items, Choices choices) {
        List<T> rest = new ArrayList<>(items);
        List<T> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            order.add(rest.remove(choices.below(rest.size())));
        }
        // Some are delivered twice.
        if (!order.isEmpty() && choices.oneIn(2)) {
            order.add(choices.of(order));
        }
        return order;
    }
}

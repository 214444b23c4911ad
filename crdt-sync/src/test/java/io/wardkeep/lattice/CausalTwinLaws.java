package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The causal types against a dumb twin that remembers every operation for ever: a write is live exactly when no
 * operation that had seen it has superseded it. Operations reach replicas in any order, some twice, some by whole
 * states.
 */
class CausalTwinLaws {

    /** A write of a key, or (without a value) a removal, with the writes that it made obsolete. */
    private record Operation(int key, Bytes value, boolean removal, Set<Operation> supersedes) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static Set<Operation> live(Set<Operation> known) {
        Set<Operation> live = new HashSet<>(known);
        live.removeIf(Operation::removal);
        known.forEach(operation -> live.removeAll(operation.supersedes()));
        return live;
    }

    private static final class Replica {
        private AddWinsSet set = AddWinsSet.EMPTY;
        private ResetRemoveMap<DotFun> map = ResetRemoveMap.empty();
        private MultiValueRegister register = MultiValueRegister.EMPTY;
        private EnableWinsFlag flag = EnableWinsFlag.EMPTY;
        private final Set<Operation> known = new HashSet<>();
    }

    private record Sent(
            AddWinsSet set,
            ResetRemoveMap<DotFun> map,
            MultiValueRegister register,
            EnableWinsFlag flag,
            Set<Operation> known) {}

    @Test
    void setMapRegisterAndFlagReadLikeATwinThatForgetsNothing() {
        Laws.hold(choices -> {
            List<Replica> replicas = List.of(new Replica(), new Replica(), new Replica());
            List<Sent> sent = new ArrayList<>();
            int steps = choices.below(14);
            for (int step = 0; step < steps; step++) {
                int at = choices.below(replicas.size());
                if (choices.below(3) < 2) {
                    sent.add(operate(replicas.get(at), History.ACTORS.get(at), choices));
                } else if (!sent.isEmpty() && choices.oneIn(2)) {
                    receive(replicas.get(at), choices.of(sent));
                } else {
                    receive(replicas.get(at), whole(choices.of(replicas)));
                }
                compare(replicas.get(at));
            }
        });
    }

    /** The same operation on all four types; the register and the flag are the twin's view of all keys as one. */
    private static Sent operate(Replica replica, Actor actor, Choices choices) {
        int key = choices.below(3);
        boolean removal = choices.oneIn(3);
        Bytes value = Bytes.adopt(new byte[] {(byte) choices.below(4)});
        Bytes name = Bytes.adopt(new byte[] {(byte) key});
        Set<Operation> superseded = live(replica.known).stream()
                .filter(operation -> operation.key() == key)
                .collect(Collectors.toSet());
        Operation operation = new Operation(key, value, removal, superseded);
        boolean single = key == 0;
        Sent sent = new Sent(
                removal ? replica.set.remove(name) : replica.set.add(actor, name),
                removal
                        ? replica.map.remove(name)
                        : replica.map.update(
                                name,
                                DotFun.EMPTY,
                                in -> new MultiValueRegister(in)
                                        .write(actor, value)
                                        .state()),
                !single
                        ? MultiValueRegister.EMPTY
                        : removal ? replica.register.clear() : replica.register.write(actor, value),
                !single ? EnableWinsFlag.EMPTY : removal ? replica.flag.disable() : replica.flag.enable(actor),
                Set.of(operation));
        receive(replica, sent);
        return sent;
    }

    private static Sent whole(Replica replica) {
        return new Sent(replica.set, replica.map, replica.register, replica.flag, Set.copyOf(replica.known));
    }

    private static void receive(Replica replica, Sent sent) {
        replica.set = replica.set.join(sent.set());
        replica.map = replica.map.join(sent.map());
        replica.register = replica.register.join(sent.register());
        replica.flag = replica.flag.join(sent.flag());
        replica.known.addAll(sent.known());
    }

    private static void compare(Replica replica) {
        Set<Operation> live = live(replica.known);
        TreeSet<Bytes> keys = new TreeSet<>();
        live.forEach(operation -> keys.add(Bytes.adopt(new byte[] {(byte) operation.key()})));
        assertThat(replica.set.elements()).isEqualTo(keys);
        assertThat(replica.map.state().store().keys()).isEqualTo(keys);
        for (int key = 0; key < 3; key++) {
            int wanted = key;
            List<Bytes> expected = live.stream()
                    .filter(operation -> operation.key() == wanted)
                    .map(Operation::value)
                    .toList();
            Bytes name = Bytes.adopt(new byte[] {(byte) key});
            assertThat(new MultiValueRegister(replica.map.get(name, DotFun.EMPTY)).values())
                    .containsExactlyInAnyOrderElementsOf(expected);
            if (key == 0) {
                assertThat(replica.register.values()).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(replica.flag.enabled()).isEqualTo(!expected.isEmpty());
            }
        }
    }
}

package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state that is joined in place against its twin, the immutable map: the same joins give the same value. */
class RegisterReplicaLaws {

    private static final class Pair {
        private final RegisterReplica replica = new RegisterReplica();
        private ResetRemoveMap<DotFun> twin = ResetRemoveMap.empty();

        private void join(ResetRemoveMap<DotFun> delta) {
            replica.join(delta);
            twin = twin.join(delta);
        }

        private ResetRemoveMap<DotFun> operate(Actor actor, Bytes key, Choices choices) {
            if (choices.oneIn(3)) {
                ResetRemoveMap<DotFun> expected = twin.remove(key);
                assertThat(replica.remove(key)).isEqualTo(expected);
                twin = twin.join(expected);
                return expected;
            }
            Bytes value = Subjects.bytes(choices);
            ResetRemoveMap<DotFun> expected = twin.update(
                    key,
                    DotFun.EMPTY,
                    in -> new MultiValueRegister(in).write(actor, value).state());
            assertThat(replica.write(actor, key, value)).isEqualTo(expected);
            twin = twin.join(expected);
            return expected;
        }

        private void same() {
            assertThat(replica.snapshot()).isEqualTo(twin);
            assertThat(replica.context()).isEqualTo(twin.state().context());
        }
    }

    private static void walk(Choices choices, int stepsMax, int keys) {
        List<Pair> pairs = List.of(new Pair(), new Pair(), new Pair());
        List<ResetRemoveMap<DotFun>> deltas = new ArrayList<>();
        int steps = choices.below(stepsMax + 1);
        for (int step = 0; step < steps; step++) {
            int at = choices.below(pairs.size());
            Pair pair = pairs.get(at);
            Bytes key = Bytes.adopt(new byte[] {(byte) choices.below(keys), 1, 2, 3, 4, 5, 6, 7, 8});
            switch (choices.below(5)) {
                case 0, 1 -> deltas.add(pair.operate(History.ACTORS.get(at), key, choices));
                case 2 -> pair.join(choices.of(pairs).twin);
                case 3 -> {
                    // Deltas joined with one another beforehand.
                    if (!deltas.isEmpty()) {
                        pair.join(choices.of(deltas).join(choices.of(deltas)));
                    }
                }
                default -> {
                    if (!deltas.isEmpty()) {
                        pair.join(choices.of(deltas));
                    }
                }
            }
            assertThat(pair.replica.values(key))
                    .isEqualTo(new MultiValueRegister(pair.twin.get(key, DotFun.EMPTY)).values());
        }
        pairs.forEach(Pair::same);
    }

    @Test
    void joiningInPlaceGivesWhatJoiningValuesGives() {
        Laws.hold(choices -> walk(choices, 16, 3));
    }

    @Test
    void soItDoesWithManyKeysThatComeAndGo() {
        Laws.hold(Laws.cases() / 20, choices -> walk(choices, 300, 60));
    }

    @Test
    void aSetOfSequencesGrowsAsItsValueDoes() {
        Laws.hold(choices -> {
            GrowingRanges growing = new GrowingRanges();
            Ranges twin = Ranges.EMPTY;
            for (int count = choices.below(12); count > 0; count--) {
                int first = choices.between(1, 40);
                int last = first + choices.below(6);
                growing.add(first, last);
                twin = twin.plus(first, last);
                assertThat(growing.toRanges()).isEqualTo(twin);
            }
            for (int seq = 1; seq < 50; seq++) {
                assertThat(growing.contains(seq)).isEqualTo(twin.contains(seq));
            }
            assertThat(growing.max()).isEqualTo(twin.max());
        });
    }

    @Test
    void aLongKeyAndABigSequenceSurvivePacking() {
        Bytes key = Bytes.adopt(new byte[3_000]);
        byte[] entry = PackedEntry.of(key, 200, Long.MAX_VALUE, Bytes.EMPTY);
        assertThat(PackedEntry.key(entry)).isEqualTo(key);
        assertThat(PackedEntry.actor(entry)).isEqualTo(200);
        assertThat(PackedEntry.seq(entry)).isEqualTo(Long.MAX_VALUE);
        assertThat(PackedEntry.value(entry)).isEqualTo(Bytes.EMPTY);
        assertThat(PackedEntry.hasKey(entry, key)).isTrue();
        assertThat(PackedEntry.keyHash(entry)).isEqualTo(PackedEntry.hash(key));
        assertThat(PackedEntry.dotHash(entry)).isEqualTo(PackedEntry.hash(200, Long.MAX_VALUE));
    }
}

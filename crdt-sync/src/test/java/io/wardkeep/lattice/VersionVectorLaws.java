package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import org.junit.jupiter.api.Test;

/** Version vectors: the per-actor maximum, its cover and its bytes. */
class VersionVectorLaws {

    private static Dot dot(Choices choices) {
        return new Dot(choices.of(History.ACTORS), choices.between(1, 5));
    }

    private static VersionVector random(Choices choices) {
        VersionVector vector = VersionVector.EMPTY;
        for (int count = choices.below(4); count > 0; count--) {
            vector = vector.plus(dot(choices));
        }
        return vector;
    }

    @Test
    void joinCoversJustWhatEitherCovers() {
        Laws.hold(choices -> {
            VersionVector left = random(choices);
            VersionVector right = random(choices);
            Dot dot = dot(choices);
            assertThat(left.join(right)).isEqualTo(right.join(left));
            assertThat(left.join(left)).isEqualTo(left);
            assertThat(left.join(right).covers(dot)).isEqualTo(left.covers(dot) || right.covers(dot));
            assertThat(left.plus(dot).covers(dot)).isTrue();
        });
    }

    @Test
    void bytesReadBackAndGarbledOnesAreRefusedOrMeanAnotherVector() {
        Laws.hold(choices -> {
            VersionVector vector = random(choices);
            CanonicalWriter writer = new CanonicalWriter();
            vector.write(writer);
            Bytes bytes = writer.toBytes();
            assertThat(VersionVector.read(bytes.reader())).isEqualTo(vector);
            try {
                VersionVector.read(Garbler.garble(bytes, choices).reader());
            } catch (MalformedBytesException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }
}

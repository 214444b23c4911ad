package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Range algebra against a naive bit set. */
class RangesLaws {

    private static final int SEQ_MAX = 40;

    private record Pair(Ranges ranges, BitSet bits) {

        static Pair random(Choices choices) {
            Ranges ranges = Ranges.EMPTY;
            BitSet bits = new BitSet();
            for (int count = choices.below(6); count > 0; count--) {
                int first = choices.between(1, SEQ_MAX);
                int last = Math.min(SEQ_MAX, first + choices.below(8));
                ranges = ranges.plus(first, last);
                bits.set(first, last + 1);
            }
            return new Pair(ranges, bits);
        }
    }

    private static void same(Ranges ranges, BitSet bits) {
        for (int seq = 1; seq <= SEQ_MAX + 1; seq++) {
            assertThat(ranges.contains(seq)).as("%s has %d", ranges, seq).isEqualTo(bits.get(seq));
        }
        assertThat(ranges.cardinality()).isEqualTo(bits.cardinality());
        assertThat(ranges.max()).isEqualTo(Math.max(0, bits.length() - 1));
        assertThat(ranges.isEmpty()).isEqualTo(bits.isEmpty());
        for (int index = 0; index < ranges.count(); index++) {
            assertThat(ranges.first(index)).isLessThanOrEqualTo(ranges.last(index));
            if (index > 0) {
                assertThat(ranges.first(index))
                        .as("ranges neither touch nor overlap")
                        .isGreaterThan(ranges.last(index - 1) + 1);
            }
        }
    }

    @Test
    void unionDifferenceAndIntersectionAreThoseOfSets() {
        Laws.hold(choices -> {
            Pair left = Pair.random(choices);
            Pair right = Pair.random(choices);
            same(left.ranges(), left.bits());
            BitSet union = (BitSet) left.bits().clone();
            union.or(right.bits());
            same(left.ranges().union(right.ranges()), union);
            BitSet difference = (BitSet) left.bits().clone();
            difference.andNot(right.bits());
            same(left.ranges().minus(right.ranges()), difference);
            BitSet intersection = (BitSet) left.bits().clone();
            intersection.and(right.bits());
            same(left.ranges().intersect(right.ranges()), intersection);
            assertThat(left.ranges().containsAll(right.ranges())).isEqualTo(intersection.equals(right.bits()));
        });
    }

    @Test
    void equalSetsHaveEqualBytesAndReadBack() {
        Laws.hold(choices -> {
            Pair left = Pair.random(choices);
            Pair right = Pair.random(choices);
            assertThat(left.ranges().equals(right.ranges()))
                    .isEqualTo(left.bits().equals(right.bits()));
            Bytes bytes = bytes(left.ranges());
            CanonicalReader reader = bytes.reader();
            assertThat(Ranges.read(reader)).isEqualTo(left.ranges());
            reader.end();
            assertThat(bytes.equals(bytes(right.ranges())))
                    .isEqualTo(left.ranges().equals(right.ranges()));
        });
    }

    @Test
    void garbledBytesAreRefusedOrReadAsAnotherSet() {
        Laws.hold(choices -> {
            CanonicalReader reader = Garbler.garble(bytes(Pair.random(choices).ranges()), choices)
                    .reader();
            try {
                Ranges read = Ranges.read(reader);
                assertThat(Ranges.read(bytes(read).reader())).isEqualTo(read);
            } catch (MalformedBytesException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void extremeSequencesStayExact() {
        Ranges all = Ranges.of(1, Long.MAX_VALUE);
        assertThat(all.minus(Ranges.of(5, 7)).union(Ranges.of(5, 7))).isEqualTo(all);
        assertThat(all.contains(Long.MAX_VALUE)).isTrue();
        assertThat(Ranges.of(Long.MAX_VALUE, Long.MAX_VALUE).union(Ranges.of(1, Long.MAX_VALUE - 1)))
                .isEqualTo(all);
        assertThat(all.minus(Ranges.of(1, Long.MAX_VALUE - 1))).isEqualTo(Ranges.of(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static Bytes bytes(Ranges ranges) {
        CanonicalWriter writer = new CanonicalWriter();
        ranges.write(writer);
        return writer.toBytes();
    }
}

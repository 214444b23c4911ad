package io.wardkeep.lattice;

import io.wardkeep.lattice.law.Choices;
import java.util.Arrays;

/** What a broken line or a hostile peer makes of good bytes. */
public final class Garbler {

    private Garbler() {}

    /** Cut off, flipped, overwritten with extremes, repeated, or quite random. */
    public static Bytes garble(Bytes good, Choices choices) {
        byte[] content = good.toArray();
        return switch (choices.below(5)) {
            case 0 -> Bytes.adopt(Arrays.copyOf(content, choices.below(content.length + 1)));
            case 1 -> {
                for (int flips = choices.below(4); flips >= 0 && content.length > 0; flips--) {
                    content[choices.below(content.length)] ^= (byte) (1 << choices.below(8));
                }
                yield Bytes.adopt(content);
            }
            case 2 -> {
                for (int hits = choices.below(4); hits >= 0 && content.length > 0; hits--) {
                    content[choices.below(content.length)] =
                            choices.of((byte) 0, (byte) 1, (byte) 0x7F, (byte) 0x80, (byte) -1);
                }
                yield Bytes.adopt(content);
            }
            case 3 -> {
                byte[] twice = Arrays.copyOf(content, content.length * 2);
                System.arraycopy(content, 0, twice, content.length, content.length);
                yield Bytes.adopt(twice);
            }
            default -> {
                byte[] random = new byte[choices.below(40)];
                for (int index = 0; index < random.length; index++) {
                    random[index] = (byte) choices.below(256);
                }
                yield Bytes.adopt(random);
            }
        };
    }
}

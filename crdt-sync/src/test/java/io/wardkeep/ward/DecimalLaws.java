package io.wardkeep.ward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Comparing without a value made for it is comparing exact numbers. */
class DecimalLaws {

    private static final long[] EDGES = {
        0, 1, -1, 9, 10, -10, 999_999_999, 1_000_000_000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1
    };

    @Test
    void comparesLikeTheExactNumbers() {
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < 100_000; round++) {
            Decimal one = decimal(random);
            Decimal other = random.nextInt(4) == 0 ? sameInOtherDigits(one) : decimal(random);
            assertThat(Integer.signum(one.compareTo(other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.toBigDecimal().compareTo(other.toBigDecimal()));
        }
    }

    private static Decimal decimal(SplittableRandom random) {
        long mantissa = switch (random.nextInt(3)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(-2_000, 2_000);
            default -> random.nextLong();
        };
        return new Decimal(mantissa, random.nextInt(Decimal.SCALE_MAX + 1));
    }

    private static Decimal sameInOtherDigits(Decimal number) {
        return number.scale() < Decimal.SCALE_MAX && Math.abs(number.mantissa() / 10) < Long.MAX_VALUE / 100
                ? new Decimal(number.mantissa() * 10, number.scale() + 1)
                : number;
    }
}

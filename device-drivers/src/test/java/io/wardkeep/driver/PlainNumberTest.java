package io.wardkeep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlainNumberTest {

    private final PlainNumber number = new PlainNumber();

    @Test
    void readsWhatADecimalReads() {
        RandomGenerator random = new Random(17);
        for (int round = 0; round < 10_000; round++) {
            int scale = random.nextInt(10);
            Decimal decimal = new Decimal(random.nextInt(-999_999_999, 1_000_000_000), scale);
            String text = decimal.toString();
            long digits = text.chars().filter(Character::isDigit).count();
            assertThat(read(text)).as(text).isEqualTo(digits <= 9);
            if (digits <= 9) {
                assertThat(new Decimal(number.mantissa(), number.scale())).isEqualTo(decimal);
            }
        }
        assertThat(read("+0.50")).isTrue();
        assertThat(number.mantissa()).isEqualTo(50);
    }

    @Test
    void whatIsNoNumberIsNone() {
        for (String text :
                List.of("", "-", "+", ".", "-.", "1-", "1.2.3", "1e3", " 1", "1 ", "0x1", "1234567890", "--1")) {
            assertThat(read(text)).as(text).isFalse();
        }
    }

    @Test
    void wholeNumbersAreDigitsAlone() {
        assertThat(whole("00042")).isEqualTo(42);
        for (String text : List.of("", "-1", "1.", "1234567890", "4a")) {
            assertThat(whole(text)).as(text).isEqualTo(-1);
        }
    }

    private boolean read(String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.US_ASCII);
        return number.read(bytes, 1, bytes.length - 1);
    }

    private static int whole(String text) {
        return PlainNumber.whole(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }
}

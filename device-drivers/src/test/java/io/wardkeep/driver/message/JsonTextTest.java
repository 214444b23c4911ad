package io.wardkeep.driver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.ward.Decimal;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private static final int ROOT = 0;

    @Test
    void findsMembersBehindNestedOnes() throws JsonSyntaxException {
        JsonText text = parse("{\"a\":{\"b\":[1,[2,{}],\"]\"]},\"b\":{},\"c\":[],\"d\":7}");
        assertThat(text.decimal(text.member(ROOT, "d"))).contains(Decimal.of(7));
        assertThat(text.kind(text.member(ROOT, "b"))).isEqualTo(JsonText.Kind.STRUCTURE);
        assertThat(text.count(text.member(ROOT, "c"))).isZero();
        assertThat(text.member(ROOT, "e")).isEqualTo(JsonText.ABSENT);
        assertThat(text.is(text.member(ROOT, "e"), JsonText.Kind.NUMBER)).isFalse();
    }

    @Test
    void understandsEscapesInKeysAndTexts() throws JsonSyntaxException {
        JsonText text = parse("{\"\\u0063ode\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}");
        int value = text.member(ROOT, "code");
        assertThat(text.text(value)).isEqualTo("a\"\\/\b\f\n\r\té");
        assertThat(text.says(value, "a\"\\/\b\f\n\r\té")).isTrue();
        assertThat(text.says(value, "a")).isFalse();
    }

    @Test
    void walksASequence() throws JsonSyntaxException {
        JsonText text = parse("[1,{\"a\":2},[3],null]");
        int element = text.first(ROOT);
        assertThat(text.kind(element)).isEqualTo(JsonText.Kind.NUMBER);
        element = text.next(element);
        assertThat(text.kind(element)).isEqualTo(JsonText.Kind.STRUCTURE);
        element = text.next(element);
        assertThat(text.kind(element)).isEqualTo(JsonText.Kind.SEQUENCE);
        element = text.next(element);
        assertThat(text.kind(element)).isEqualTo(JsonText.Kind.NOTHING);
    }

    @Test
    void aKeyTwiceIsRefusedHoweverItIsWrittenAndHoweverManyThereAre() {
        assertThatThrownBy(() -> parse("{\"ab\":1,\"a\\u0062\":2}")).hasMessage("json-duplicate-key");
        for (int members = 1; members < 40; members++) {
            String distinct = IntStream.range(0, members)
                    .mapToObj(number -> "\"k" + number + "\":{\"k0\":0}")
                    .collect(Collectors.joining(","));
            for (int twice = 0; twice < members; twice++) {
                String again = "{" + distinct + ",\"k" + twice + "\":1}";
                assertThatThrownBy(() -> parse(again)).as(again).hasMessage("json-duplicate-key");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\"",
                "{\"a\":",
                "[1,",
                "\"a",
                "\"a\\",
                "\"\\u00",
                "-",
                "1.",
                "1e",
                "tru",
                "{\"a\":1,}",
                "[1,]"
            })
    void aBeginningIsRefused(String beginning) {
        assertThatThrownBy(() -> parse(beginning)).isInstanceOf(JsonSyntaxException.class);
    }

    /** The short way to a number against the library's exact one. */
    @Test
    void numbersAreExact() throws JsonSyntaxException {
        Random random = new Random(21);
        for (int round = 0; round < 20_000; round++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong() >> 16 + random.nextInt(48), random.nextInt(12));
            String written = random.nextInt(5) == 0 ? number + "e" + (random.nextInt(5) - 2) : number.toPlainString();
            if (written.contains("E")) {
                continue;
            }
            JsonText text = parse(written);
            assertThat(text.number(ROOT)).isEqualTo(new BigDecimal(written));
            assertThat(text.decimal(ROOT)).contains(Decimal.of(new BigDecimal(written)));
        }
    }

    @Test
    void aNumberThatDoesNotFitIsNone() throws JsonSyntaxException {
        assertThat(parse("9223372036854775808").decimal(ROOT)).isEmpty();
        assertThat(parse("9223372036854775807").decimal(ROOT)).contains(Decimal.of(Long.MAX_VALUE));
    }

    private static JsonText parse(String text) throws JsonSyntaxException {
        return JsonText.parse(text.toCharArray(), text.length());
    }
}

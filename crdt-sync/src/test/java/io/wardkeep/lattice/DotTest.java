package io.wardkeep.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.law.Laws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotTest {

    @Test
    void textReadsBack() {
        Laws.hold(choices -> {
            Dot dot = new Dot(
                    new Actor(choices.anyLong(), choices.anyLong(), (int) choices.anyLong()),
                    Math.max(1, choices.anyLong()));
            assertThat(Dot.parse(dot.text())).contains(dot);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00000000000000000000000000000001-1-0",
                "00000000000000000000000000000001-01-1",
                "00000000000000000000000000000001-1-01",
                "0000000000000000000000000000000A-1-1",
                "0000000000000000000000000000001-1-1",
                "00000000000000000000000000000001-4294967296-1",
                "00000000000000000000000000000001-1-9223372036854775808",
                "00000000000000000000000000000001-1-1 "
            })
    void anyOtherTextIsRefused(String text) {
        assertThat(Dot.parse(text)).isEmpty();
    }
}

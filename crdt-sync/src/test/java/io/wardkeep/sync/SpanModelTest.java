package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.BitDecoder;
import io.wardkeep.segment.BitEncoder;
import org.junit.jupiter.api.Test;

class SpanModelTest {

    @Test
    void rangesReadBack() throws MalformedBytesException {
        Ranges ranges = Ranges.of(5, 9).plus(11, 11).plus(400, Ranges.SEQUENCE_MAX);
        BitEncoder encoder = new BitEncoder();
        new SpanModel().code(encoder, ranges, 7, new Budget(1_000));
        CanonicalWriter out = new CanonicalWriter();
        encoder.finish(out);
        BitDecoder decoder = new BitDecoder(out.toBytes().toArray());

        assertThat(new SpanModel().code(decoder, null, 7, new Budget(1_000))).isEqualTo(ranges);
    }

    @Test
    void whatComesAfterARangeCanAlwaysBeCounted() {
        assertThatThrownBy(() ->
                        new SpanModel().code(new BitEncoder(), Ranges.of(1, Long.MAX_VALUE), 1, new Budget(1_000)))
                .isInstanceOf(MalformedBytesException.class);
    }
}

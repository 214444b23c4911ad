package io.wardkeep.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Goal: bodies are lossless and canonical, and no bytes do harm. Fault model: any readings that the types allow; bytes
 * that were flipped, cut, lengthened, exchanged or invented.
 */
class SegmentCodecLaws {

    private static final int STREAMS = 3_000;
    private static final int GARBLED = 60_000;
    private static final int GARBLED_OF_ONE = 10;

    @Test
    void whatIsDecodedIsWhatWasEncoded() throws MalformedBytesException {
        for (int seed = 0; seed < STREAMS; seed++) {
            List<Reading> readings = new RandomReadings(new Random(seed)).stream(seed % 10 == 0 ? 1_000 : 40);

            Bytes body = SegmentCodec.encode(readings);

            assertThat(SegmentCodec.decode(body)).as("seed %d", seed).isEqualTo(readings);
            assertThat(SegmentCodec.check(body)).as("seed %d", seed).isEqualTo(readings.size());
            assertThat(SegmentCodec.encode(SegmentCodec.decode(body)))
                    .as("seed %d", seed)
                    .isEqualTo(body);
        }
    }

    @Test
    void theHeaderTellsWhatTheReadingsTell() throws MalformedBytesException {
        for (int seed = 0; seed < STREAMS; seed++) {
            List<Reading> readings = new RandomReadings(new Random(seed)).stream(100);

            assertThat(SegmentCodec.summary(SegmentCodec.encode(readings)))
                    .as("seed %d", seed)
                    .isEqualTo(SegmentSummary.of(readings));
        }
    }

    @Test
    void garbledBytesAreMalformedOrWhatAWriterMakes() {
        Random random = new Random(29);
        int accepted = 0;
        byte[] other = {};
        for (int seed = 0; seed < GARBLED / GARBLED_OF_ONE; seed++) {
            byte[] body = SegmentCodec.encode(new RandomReadings(new Random(seed)).stream(60))
                    .toArray();
            for (int time = 0; time < GARBLED_OF_ONE; time++) {
                accepted += isAccepted(Bytes.adopt(garble(body, other, random)), seed) ? 1 : 0;
            }
            other = body;
        }
        assertThat(accepted).isLessThan(GARBLED / 20);
    }

    private static boolean isAccepted(Bytes garbled, int seed) {
        List<Reading> readings;
        try {
            readings = SegmentCodec.decode(garbled);
        } catch (MalformedBytesException expected) {
            assertThatThrownBy(() -> SegmentCodec.check(garbled))
                    .as("seed %d", seed)
                    .isInstanceOf(MalformedBytesException.class)
                    .hasMessage(expected.getMessage());
            return false;
        }
        assertThat(SegmentCodec.encode(readings)).as("seed %d", seed).isEqualTo(garbled);
        assertThatCode(() -> SegmentCodec.check(garbled)).as("seed %d", seed).doesNotThrowAnyException();
        return true;
    }

    private static byte[] garble(byte[] body, byte[] other, Random random) {
        byte[] garbled = body.clone();
        switch (random.nextInt(5)) {
            case 0 -> garbled[1 + random.nextInt(body.length - 1)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> garbled = Arrays.copyOf(body, random.nextInt(body.length));
            case 2 -> garbled = Arrays.copyOf(body, body.length + 1 + random.nextInt(9));
            case 3 -> {
                int from = 3 + random.nextInt(body.length);
                for (int index = from; index < Math.min(body.length, other.length); index++) {
                    garbled[index] = other[index];
                }
                garbled[body.length - 1] ^= 1;
            }
            default -> {
                garbled = new byte[4 + random.nextInt(60)];
                random.nextBytes(garbled);
                garbled[0] = 2;
                garbled[1] = (byte) (garbled[1] & 0x7F);
                garbled[2] = (byte) (garbled[2] & 0x7F);
            }
        }
        return garbled;
    }
}

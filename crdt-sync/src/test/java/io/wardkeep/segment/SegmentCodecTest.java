package io.wardkeep.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Goal: bodies keep their bytes from release to release, old ones can be read, and what is hostile is refused before it
 * costs anything. Fault model: a release that changes the models by accident; a peer that lies about lengths.
 */
class SegmentCodecTest {

    private static final long START = 1_800_000_000_000L;

    @Test
    void writesTheGoldenBytes() throws IOException, MalformedBytesException {
        Map<String, Bytes> golden = golden();
        Map<String, List<Reading>> readings = goldenReadings();

        assertThat(readings.keySet()).isEqualTo(golden.keySet());
        for (Map.Entry<String, List<Reading>> entry : readings.entrySet()) {
            Bytes body = Objects.requireNonNull(golden.get(entry.getKey()));
            assertThat(SegmentCodec.decode(body)).as(entry.getKey()).isEqualTo(entry.getValue());
            if (body.at(0) == 2) {
                assertThat(SegmentCodec.encode(entry.getValue()))
                        .as(entry.getKey())
                        .isEqualTo(body);
            }
        }
    }

    @Test
    void readsTheHeaderOfAPlainBodyToo() throws IOException, MalformedBytesException {
        Map<String, Bytes> golden = golden();

        assertThat(SegmentCodec.summary(Objects.requireNonNull(golden.get("plain"))))
                .isEqualTo(SegmentSummary.of(
                        Objects.requireNonNull(goldenReadings().get("plain"))));
    }

    @Test
    void tellsSmallestLargestAndMeanWithoutReadings() throws MalformedBytesException {
        List<Reading> readings = new ArrayList<>();
        for (int second = 0; second < 100; second++) {
            readings.add(value(147842, 60 + second % 11, START + 1_000L * second));
            readings.add(wave(START + 1_000L * second, second, -second, Waveform.MISSING));
        }

        SegmentSummary summary = SegmentCodec.summary(SegmentCodec.encode(readings));

        assertThat(summary.earliestMillis()).isEqualTo(START);
        assertThat(summary.latestMillis()).isEqualTo(START + 99_000);
        assertThat(summary.columns())
                .extracting(SegmentSummary.Column::numbers)
                .containsExactly(
                        Optional.of(new SegmentSummary.Numbers(100, 60, 70, 64)),
                        Optional.of(new SegmentSummary.Numbers(200, -99, 99, 0)));
        assertThat(summary.has(147842)).isTrue();
        assertThat(summary.has(150456)).isFalse();
    }

    @Test
    void writesWhatHasTooManySamplesPlainly() throws MalformedBytesException {
        List<Reading> readings = new ArrayList<>();
        for (int run = 0; run <= SegmentCodec.SAMPLES_MAX / Waveform.SAMPLES_MAX; run++) {
            readings.add(wave(START + run, new int[Waveform.SAMPLES_MAX]));
        }

        Bytes body = SegmentCodec.encode(readings);

        assertThat(body.at(0)).isEqualTo((byte) 1);
        assertThat(SegmentCodec.decode(body)).isEqualTo(readings);
        assertThat(SegmentCodec.encode(readings.subList(1, readings.size())).at(0))
                .isEqualTo((byte) 2);
    }

    @Test
    void writesWhatHasTooManyColumnsPlainly() throws MalformedBytesException {
        List<Reading> readings = new ArrayList<>();
        for (int code = 0; code <= HeaderModel.CHANNELS_MAX; code++) {
            readings.add(value(code, code, START));
        }

        Bytes body = SegmentCodec.encode(readings);

        assertThat(body.at(0)).isEqualTo((byte) 1);
        assertThat(SegmentCodec.decode(body)).isEqualTo(readings);
        assertThat(SegmentCodec.decode(SegmentCodec.encode(readings.subList(1, readings.size()))))
                .isEqualTo(readings.subList(1, readings.size()));
    }

    @Test
    void refusesVersionsItDoesNotKnowByTheirNumber() {
        assertThatThrownBy(() -> SegmentCodec.decode(Bytes.copyOf(new byte[] {3, 1, 0})))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("version 3");
    }

    @Test
    void refusesLengthsBeyondItsLimits() {
        refuses(new CanonicalWriter().octet(2).unsigned(1L << 31).unsigned(0));
        refuses(new CanonicalWriter()
                .octet(2)
                .unsigned(SegmentCodec.READINGS_MAX + 1)
                .unsigned(0));
        refuses(new CanonicalWriter().octet(2).unsigned(1).unsigned(1L << 31));
        refuses(new CanonicalWriter().octet(2).unsigned(1).unsigned(SegmentCodec.SAMPLES_MAX + 1));
        refuses(new CanonicalWriter().octet(2).unsigned(0).unsigned(0));
        refuses(new CanonicalWriter().octet(2));
        refuses(new CanonicalWriter());
    }

    @Test
    void refusesBodiesThatPromiseMuchInFewBytes() {
        // Zeros without end behind the bytes: the header can ask for anything, and must get nothing.
        for (int first = 0; first < 256; first++) {
            refuses(new CanonicalWriter()
                    .octet(2)
                    .unsigned(SegmentCodec.READINGS_MAX)
                    .unsigned(SegmentCodec.SAMPLES_MAX)
                    .octet(first)
                    .octet(0xFF)
                    .octet(first));
        }
    }

    @Test
    void refusesToWriteNoReadingsOrTooMany() {
        assertThatThrownBy(() -> SegmentCodec.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(CanonicalWriter writer) {
        assertThatThrownBy(() -> SegmentCodec.decode(writer.toBytes())).isInstanceOf(MalformedBytesException.class);
    }

    private static Map<String, List<Reading>> goldenReadings() {
        Map<String, List<Reading>> readings = new LinkedHashMap<>();
        List<Reading> few = List.of(
                value(147842, 72, START),
                new Observation(150364, 368, 1, 268192, Validity.QUESTIONABLE, START, START - 5),
                Observation.missing(150456, 262688, Validity.SENSOR_OFF, START + 1_000));
        readings.put("plain", few);
        readings.put("one", List.of(value(150456, 97, START)));
        readings.put("few", few);
        List<Reading> poll = new ArrayList<>();
        for (int second = 0; second < 120; second++) {
            poll.add(value(147842, 72 + second / 10 % 3, START + 1_000L * second));
            poll.add(value(150456, 97, START + 1_000L * second));
        }
        readings.put("poll", poll);
        List<Reading> curve = new ArrayList<>();
        for (int second = 0; second < 4; second++) {
            int[] samples = new int[125];
            for (int index = 0; index < samples.length; index++) {
                samples[index] = 3 * (Math.abs(index - 60) + second);
            }
            curve.add(wave(START + 1_000L * second, samples));
        }
        readings.put("curve", curve);
        readings.put("holes", List.of(wave(START, 5, Waveform.MISSING, Waveform.MISSING, 7)));
        return readings;
    }

    private static Map<String, Bytes> golden() throws IOException {
        Map<String, Bytes> golden = new LinkedHashMap<>();
        try (InputStream stream = Objects.requireNonNull(SegmentCodecTest.class.getResourceAsStream("golden.txt"))) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList()) {
                String[] parts = line.split(" ", 2);
                golden.put(parts[0], Bytes.adopt(HexFormat.of().parseHex(parts[1])));
            }
        }
        return golden;
    }

    private static Observation value(int code, long mantissa, long at) {
        int unit = code == 150456 ? 262688 : 264864;
        return new Observation(code, mantissa, 0, unit, Validity.VALID, at, Reading.NO_DEVICE_TIME);
    }

    private static Waveform wave(long at, int... samples) {
        return new Waveform(150452, 262656, 8_000_000, 0, samples, Validity.VALID, at, Reading.NO_DEVICE_TIME);
    }
}

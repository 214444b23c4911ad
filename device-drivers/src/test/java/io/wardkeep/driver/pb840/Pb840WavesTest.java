package io.wardkeep.driver.pb840;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Heard;
import io.wardkeep.ward.Waveform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pb840WavesTest extends DriverContract {

    @Override
    protected Driver driver() {
        return new Pb840Waves();
    }

    /** Breaths of sixty samples. */
    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(breath -> text("BS, S:" + (14_919 + breath) + ",\n"
                        + IntStream.range(0, 60)
                                .mapToObj(i -> (i - 30) + ".14, " + (8 + i % 9) + ".40\n")
                                .collect(Collectors.joining())
                        + "BE\n"))
                .toList();
    }

    @Override
    protected List<Path> recordings() {
        return List.of(
                Recordings.file("pb840-waveform/file_without_be_at_end.txt"),
                Recordings.file("pb840-waveform/vent-file-with-timestamp.txt"));
    }

    /**
     * Counts as the recordings' own description and a line count give them. Two of them begin inside of a breath: their
     * first line may have lost its beginning and is not believed.
     */
    @ParameterizedTest
    @CsvSource({
        "0017_02_55_40_1to1000.txt,       1000, 1000, 253049, 0, 0, 0",
        "bad_unicode_error.txt,            322,  321,  75312, 1, 0, 0",
        "vent-file-with-timestamp.txt,       4,    4,    400, 0, 0, 0",
        "file_without_be_at_end.txt,        14,   13,    484, 0, 0, 1",
        "failing_abs_bs_data.txt,            2,    2,    430, 0, 0, 0",
        "raw_utils.txt,                      9,   10,   1002, 0, 0, 1",
    })
    void everyBreathAndEverySampleOfTheRecordingsComesOut(
            String file, int begun, int ended, int samples, int halves, int unreadable, int openedInside)
            throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(Recordings.read("pb840-waveform/" + file));
        // The last line of some has no end.
        lines.write('\n');
        byte[] recording = lines.toByteArray();
        Map<BreathLine.Kind, Integer> kinds = kinds(recording);
        assertThat(kinds.getOrDefault(BreathLine.Kind.BREATH_BEGINS, 0)).isEqualTo(begun);
        assertThat(kinds.getOrDefault(BreathLine.Kind.BREATH_ENDS, 0)).isEqualTo(ended);
        assertThat(kinds.getOrDefault(BreathLine.Kind.SAMPLE, 0)).isEqualTo(samples);
        assertThat(kinds.getOrDefault(BreathLine.Kind.HALF_SAMPLE, 0)).isEqualTo(halves);
        assertThat(kinds.getOrDefault(BreathLine.Kind.UNREADABLE, 0)).isEqualTo(unreadable);
        Heard heard = Heard.by(new Pb840Waves(), recording, text("BE\n"));
        assertThat(samples(heard, 151_764)).isEqualTo(samples + halves - openedInside);
        assertThat(samples(heard, 151_792)).isEqualTo(samples + halves - openedInside);
    }

    @Test
    void theFirstSampleOfTheLongRecordingIsTheOneThatStandsThere() throws IOException {
        Heard heard = Heard.by(new Pb840Waves(), Recordings.read("pb840-waveform/0017_02_55_40_1to1000.txt"));
        Waveform flow = heard.waves().getFirst();
        assertThat(flow.sample(0)).isEqualTo(614);
        assertThat(flow.scale()).isEqualTo(2);
        assertThat(flow.periodNanos()).isEqualTo(20_000_000);
        assertThat(heard.waves().get(1).sample(0)).isEqualTo(840);
        assertThat(heard.malformed()).isEmpty();
    }

    @Test
    void aMissingValueIsAMissingSample() {
        Heard heard = hear("BE\n, 9.11\n7.65,\n1.00, 2.00\nBE\n");
        assertThat(heard.waves().get(0).sample(0)).isEqualTo(Waveform.MISSING);
        assertThat(heard.waves().get(0).sample(1)).isEqualTo(765);
        assertThat(heard.waves().get(1).sample(0)).isEqualTo(911);
        assertThat(heard.waves().get(1).sample(1)).isEqualTo(Waveform.MISSING);
        assertThat(heard.malformed())
                .containsExactly(
                        new DriverEvent.Malformed("value-missing", 6),
                        new DriverEvent.Malformed("value-missing", 5),
                        new DriverEvent.Malformed("breath-unbegun", 2));
    }

    @Test
    void linesThatAreNoSamplesAreCountedAndMakeNone() {
        for (String line : List.of(
                "7.65",
                "1.00, 2.00, 3.00",
                "1.0x, 2.00",
                "--1.00, 2.00",
                "1.234, 5.00",
                "123456.00, 5.00",
                "614, 8.40",
                "6.14, 8.4",
                "6.1, 8.40",
                ",")) {
            Heard heard = hear("BE\n" + line + "\nBS, S:1,\nBE\n");
            assertThat(heard.waves()).as(line).isEmpty();
            assertThat(heard.malformed()).as(line).containsExactly(new DriverEvent.Malformed("line", line.length()));
        }
    }

    @Test
    void aNumberThatNoLungMakesIsMissing() {
        Heard heard = hear("BS, S:1,\n614.00, 8.40\nBE\n");
        assertThat(heard.waves().get(0).sample(0)).isEqualTo(Waveform.MISSING);
        assertThat(heard.waves().get(1).sample(0)).isEqualTo(840);
    }

    @Test
    void aSampleOfALineThatWasOpenedInTheMiddleIsNotBelieved() {
        Heard heard = hear("4.92, 18.38\n-5.77, 8.28\nBE\n");
        assertThat(heard.malformed()).isEmpty();
        assertThat(heard.waves().get(0).length()).isEqualTo(1);
        assertThat(heard.waves().get(0).sample(0)).isEqualTo(-577);
    }

    @Test
    void breathsThatAreMissingOrLackAnEndAreCounted() {
        assertThat(hear("BS, S:7,\nBE\nBS, S:9,\nBE\n").malformed())
                .containsExactly(new DriverEvent.Malformed("lost-breath", 0));
        assertThat(hear("BS, S:7,\n1.00, 2.00\nBS, S:8,\nBE\n").malformed())
                .containsExactly(new DriverEvent.Malformed("breath-unended", 0));
        assertThat(hear("BS, S:65535,\nBE\nBS, S:0,\nBE\n").malformed()).isEmpty();
    }

    private static Map<BreathLine.Kind, Integer> kinds(byte[] recording) {
        Lines lines = new Lines(128);
        BreathLine line = new BreathLine();
        Map<BreathLine.Kind, Integer> kinds = new EnumMap<>(BreathLine.Kind.class);
        for (byte octet : recording) {
            if (lines.put(octet) == Lines.Outcome.LINE) {
                kinds.merge(line.read(lines.bytes(), lines.length()), 1, Integer::sum);
            }
        }
        return kinds;
    }

    private static int samples(Heard heard, int code) {
        return heard.waves().stream()
                .filter(wave -> wave.code() == code)
                .mapToInt(Waveform::length)
                .sum();
    }

    private static Heard hear(String text) {
        return Heard.by(new Pb840Waves(), text(text));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

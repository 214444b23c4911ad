package io.wardkeep.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: the cuts follow from the readings alone, and keep segments small. Fault model: odd times, odd devices. */
class SealerTest {

    private static final long START = 1_800_000_000_000L - 1_800_000_000_000L % Sealer.SPAN_MILLIS_MAX;

    @Test
    void cutsWhenTheSpanIsOver() {
        List<Reading> run = new ArrayList<>();
        for (int second = 0; second < 1_500; second++) {
            run.add(value(1, START + 1_000L * second));
        }

        assertThat(Sealer.split(run)).extracting(List::size).containsExactly(600, 600, 300);
    }

    @Test
    void cutsBeforeAMetricHasTooManyValues() {
        List<Reading> run = new ArrayList<>();
        for (int index = 0; index < 6_500; index++) {
            run.add(value(1, START + 10L * index));
        }

        assertThat(Sealer.split(run)).extracting(List::size).containsExactly(3_000, 3_000, 500);
    }

    @Test
    void countsTheSamplesOfWaveforms() {
        List<Reading> run = new ArrayList<>();
        for (int index = 0; index < 7; index++) {
            run.add(wave(2, 1_000, START + 1_000L * index));
            run.add(value(1, START + 1_000L * index));
        }

        assertThat(Sealer.split(run)).extracting(List::size).containsExactly(6, 6, 2);
    }

    @Test
    void aRunLongerThanASegmentIsOneByItself() {
        List<Reading> run = List.of(wave(2, 4_000, START), wave(2, 4_000, START + 32_000));

        assertThat(Sealer.split(run)).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void aValueALittleLateDoesNotCutButAClockSetBackDoes() {
        List<Reading> late = List.of(value(1, START + 600_001), value(2, START + 599_999), value(1, START + 600_500));
        List<Reading> setBack = List.of(value(1, START + 4_000_000), value(1, START), value(1, START + 1_000));

        assertThat(Sealer.split(late)).extracting(List::size).containsExactly(3);
        assertThat(Sealer.split(setBack)).extracting(List::size).containsExactly(1, 2);
    }

    @Test
    void cutsTheSameHoweverTheReadingsArrived() {
        Random random = new Random(7);
        List<Reading> run = new ArrayList<>();
        long at = START;
        for (int index = 0; index < 20_000; index++) {
            at += random.nextInt(1_000) - 100;
            run.add(random.nextInt(5) == 0 ? wave(9, 1 + random.nextInt(200), at) : value(random.nextInt(4), at));
        }
        Sealer oneByOne = new Sealer();
        List<Integer> cuts = new ArrayList<>();
        for (int index = 0; index < run.size(); index++) {
            if (oneByOne.cutsBefore(run.get(index))) {
                cuts.add(index);
            }
        }
        List<Integer> expected = new ArrayList<>();
        int end = 0;
        for (List<Reading> segment : Sealer.split(run)) {
            end += segment.size();
            expected.add(end);
        }

        assertThat(cuts).isEqualTo(expected.subList(0, expected.size() - 1)).hasSizeGreaterThan(10);
        // A replica that begins at any cut finds the later ones.
        List<List<Reading>> later = Sealer.split(run.subList(cuts.get(3), run.size()));
        assertThat(later.getFirst()).hasSize(cuts.get(4) - cuts.get(3));
        assertThat(later).hasSize(expected.size() - 4);
    }

    private static Observation value(int code, long at) {
        return new Observation(code, 97, 0, 262688, Validity.VALID, at, Reading.NO_DEVICE_TIME);
    }

    private static Waveform wave(int code, int samples, long at) {
        return new Waveform(code, 262656, 8_000_000, 0, new int[samples], Validity.VALID, at, Reading.NO_DEVICE_TIME);
    }
}

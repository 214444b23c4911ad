package io.wardkeep.segment;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says where a stream of readings is cut into sealed segments. The cuts follow from the readings alone (their measured
 * times and their number), so every replica that seals the same run from the same start seals the same bytes. Mutable,
 * for one stream and one thread; fed with the stream's readings in order.
 */
public final class Sealer {

    /** Segments never cross a multiple of this many milliseconds of measured time, except for late readings. */
    public static final long SPAN_MILLIS_MAX = 600_000;

    /** Most values, or samples of a waveform, of one metric in a segment. */
    public static final int SAMPLES_MAX = 3_000;

    /** Most readings in a segment: what a device with very many metrics runs into first. */
    public static final int READINGS_MAX = 16_384;

    private final Map<Integer, Integer> samplesByCode = new HashMap<>();
    private int readings;
    private long span;

    /** A sealer at the start of a stream. */
    public Sealer() {}

    /**
     * Takes the next reading, and says whether a segment ends right before it. Never before the first reading of a
     * stream, nor the first after {@link #gap()}.
     *
     * @param reading the next of the stream
     */
    public boolean cutsBefore(Reading reading) {
        long at = Math.floorDiv(reading.measuredMillis(), SPAN_MILLIS_MAX);
        int samples = samples(reading);
        boolean cut = readings > 0
                && (readings == READINGS_MAX
                        || at > span
                        // A little late is a waveform that began before a value next to it; more is a clock that was
                        // set back.
                        || at < span - 1
                        || samplesByCode.getOrDefault(reading.code(), 0) + samples > SAMPLES_MAX);
        if (cut) {
            gap();
        }
        if (readings == 0) {
            span = at;
        }
        readings++;
        samplesByCode.merge(reading.code(), samples, Integer::sum);
        return cut;
    }

    /** The stream has a hole here, a declared loss for example: what follows begins a new segment. */
    public void gap() {
        readings = 0;
        samplesByCode.clear();
    }

    /** The readings of a run without holes as segments, in order; the last of them may go on growing. */
    public static List<List<Reading>> split(List<? extends Reading> run) {
        Sealer sealer = new Sealer();
        List<List<Reading>> segments = new ArrayList<>();
        List<Reading> open = new ArrayList<>();
        for (Reading reading : run) {
            if (sealer.cutsBefore(reading)) {
                segments.add(open);
                open = new ArrayList<>();
            }
            open.add(reading);
        }
        if (!open.isEmpty()) {
            segments.add(open);
        }
        return segments;
    }

    private static int samples(Reading reading) {
        return switch (reading) {
            case Observation _ -> 1;
            case Waveform wave -> wave.length();
        };
    }
}

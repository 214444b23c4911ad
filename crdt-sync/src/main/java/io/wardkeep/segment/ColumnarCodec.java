package io.wardkeep.segment;

import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Version 2 of a body: columns, adaptive models and a range coder. */
final class ColumnarCodec {

    private ColumnarCodec() {}

    /** Can these readings be written in columns? Others are written plainly. */
    static boolean fits(Profile profile) {
        return profile.samples() <= SegmentCodec.SAMPLES_MAX
                && profile.channels().size() <= HeaderModel.CHANNELS_MAX;
    }

    /** Writes what stands behind the version. */
    static void write(CanonicalWriter writer, Profile profile) {
        writer.unsigned(profile.count()).unsigned(profile.samples());
        BitEncoder coder = new BitEncoder();
        long first = ((Reading) profile.reading(0)).measuredMillis();
        HeaderModel.Header header =
                new HeaderModel.Header(first, profile.earliest(), profile.latest(), profile.channels());
        try {
            long numbers = (long) profile.count() + profile.samples();
            new HeaderModel().code(coder, header, numbers >= Profile.RANGED_MIN, numbers);
            ReadingModel model = new ReadingModel(profile.channels(), first, profile.samples());
            for (int index = 0; index < profile.count(); index++) {
                // Not a switch: this is asked most.
                if (profile.reading(index) instanceof Observation value) {
                    model.write(coder, value, profile.columnOf(index));
                } else {
                    model.write(coder, (Waveform) profile.reading(index), profile.columnOf(index));
                }
            }
        } catch (MalformedBytesException impossible) {
            throw new IllegalStateException("the writer makes what no reader takes", impossible);
        }
        coder.finish(writer);
    }

    /** Where reading stands after the header. */
    private record Opened(BitDecoder coder, int count, int samples, HeaderModel.Header header) {}

    private static Opened open(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(SegmentCodec.READINGS_MAX);
        int samples = reader.unsignedInt(SegmentCodec.SAMPLES_MAX);
        if (count == 0) {
            throw reader.malformed("no readings");
        }
        BitDecoder coder = new BitDecoder(reader.rest());
        long numbers = (long) count + samples;
        HeaderModel.Header header = new HeaderModel().code(coder, null, numbers >= Profile.RANGED_MIN, numbers);
        return new Opened(coder, count, samples, header);
    }

    /** Reads what stands behind the version; the heap is bounded by the limits of {@link SegmentCodec}. */
    static List<Reading> read(CanonicalReader reader) throws MalformedBytesException {
        Opened opened = open(reader);
        ReadingModel model = new ReadingModel(opened.header.channels(), opened.header.first(), opened.samples);
        Reading[] readings = new Reading[opened.count];
        int[] columnOf = new int[opened.count];
        for (int index = 0; index < opened.count; index++) {
            readings[index] = model.read(opened.coder);
            columnOf[index] = model.column();
        }
        end(opened, model, readings, columnOf);
        return Arrays.asList(readings);
    }

    /** Reads the same and keeps none of it: malformed exactly where {@link #read} is. How many readings there are. */
    static int check(CanonicalReader reader) throws MalformedBytesException {
        Opened opened = open(reader);
        ReadingModel model = new ReadingModel(opened.header.channels(), opened.header.first(), opened.samples);
        @Nullable Reading[] runs = new @Nullable Reading[opened.count];
        int[] columnOf = new int[opened.count];
        for (int index = 0; index < opened.count; index++) {
            runs[index] = model.check(opened.coder);
            columnOf[index] = model.column();
        }
        end(opened, model, runs, columnOf);
        return opened.count;
    }

    /** Of {@code readings} the runs alone are looked at. */
    private static void end(Opened opened, ReadingModel model, @Nullable Object[] readings, int[] columnOf)
            throws MalformedBytesException {
        HeaderModel.Header header = opened.header;
        model.end();
        opened.coder.end();
        List<ChannelKey> keys = header.channels().stream().map(Channel::key).toList();
        long numbers = (long) opened.count + opened.samples;
        if (Set.copyOf(keys).size() != keys.size()
                || model.earliestMillis() != header.earliest()
                || model.latestMillis() != header.latest()
                || !Profile.channels(keys, model.tallies(), readings, columnOf, numbers >= Profile.RANGED_MIN)
                        .equals(header.channels())) {
            throw new MalformedBytesException("the header says something else than the readings");
        }
    }

    /** Reads the header alone. */
    static SegmentSummary summary(CanonicalReader reader) throws MalformedBytesException {
        Opened opened = open(reader);
        return new SegmentSummary(
                opened.count,
                opened.header.earliest(),
                opened.header.latest(),
                opened.header.channels().stream().map(SegmentSummary.Column::of).toList());
    }
}

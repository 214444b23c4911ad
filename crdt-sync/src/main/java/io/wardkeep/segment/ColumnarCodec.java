package io.wardkeep.segment;

import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Reading;
import java.util.ArrayList;
import java.util.List;

/** Version 2 of a body: columns, adaptive models and a range coder. */
final class ColumnarCodec {

    private ColumnarCodec() {}

    /** Can these readings be written in columns? Others are written plainly. */
    static boolean fits(Profile profile) {
        return profile.samples() <= SegmentCodec.SAMPLES_MAX
                && profile.channels().size() <= HeaderModel.CHANNELS_MAX;
    }

    /** Writes what stands behind the version. */
    static void write(CanonicalWriter writer, List<? extends Reading> readings, Profile profile) {
        writer.unsigned(readings.size()).unsigned(profile.samples());
        BitEncoder coder = new BitEncoder();
        long first = readings.getFirst().measuredMillis();
        HeaderModel.Header header =
                new HeaderModel.Header(first, profile.earliest(), profile.latest(), profile.channels());
        try {
            long numbers = (long) readings.size() + profile.samples();
            new HeaderModel().code(coder, header, numbers >= Profile.RANGED_MIN, numbers);
            ReadingModel model = new ReadingModel(coder, profile.channels(), first, profile.samples());
            for (int index = 0; index < readings.size(); index++) {
                model.next(readings.get(index), profile.columnOf(index));
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
        HeaderModel.Header header = opened.header;
        ReadingModel model = new ReadingModel(opened.coder, header.channels(), header.first(), opened.samples);
        List<Reading> readings = new ArrayList<>(opened.count);
        int[] columnOf = new int[opened.count];
        for (int index = 0; index < opened.count; index++) {
            readings.add(model.next(null, -1));
            columnOf[index] = model.column();
        }
        model.end();
        opened.coder.end();
        Profile profile = Profile.of(readings);
        if (profile.earliest() != header.earliest()
                || profile.latest() != header.latest()
                || !profile.channels().equals(header.channels())
                || !profile.hasColumns(columnOf)) {
            throw new MalformedBytesException("the header says something else than the readings");
        }
        return readings;
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

package io.wardkeep.bench;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.Sealer;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * The segment codec on recordings: bytes a value or sample, everything of a block included; values a second of the
 * processor's time of one thread, so that neighbours on the machine do not count.
 */
final class CodecBench {

    static final String HEADER =
            "%-52s %9s %9s %12s %12s".formatted("what", "values", "B/value", "encode M/s", "decode M/s");

    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 400_000_000;

    private CodecBench() {}

    /** Streams cut as the gateway seals them. */
    static List<List<Reading>> sealed(List<List<Reading>> streams) {
        return streams.stream().flatMap(stream -> Sealer.split(stream).stream()).toList();
    }

    /** Streams cut every {@code millis} of measured time. */
    static List<List<Reading>> every(long millis, List<List<Reading>> streams) {
        List<List<Reading>> blocks = new ArrayList<>();
        for (List<Reading> stream : streams) {
            Map<Long, List<Reading>> byTime = new LinkedHashMap<>();
            for (Reading reading : stream) {
                byTime.computeIfAbsent(Math.floorDiv(reading.measuredMillis(), millis), _ -> new ArrayList<>())
                        .add(reading);
            }
            blocks.addAll(byTime.values());
        }
        return blocks;
    }

    /** A row with sizes, and with speeds if they are asked for. Proves first that the blocks come back as they were. */
    static String row(String what, List<List<Reading>> blocks, boolean speeds) throws MalformedBytesException {
        List<Bytes> bodies = new ArrayList<>();
        long bytes = 0;
        for (List<Reading> block : blocks) {
            Bytes body = SegmentCodec.encode(block);
            if (!SegmentCodec.decode(body).equals(block)) {
                throw new IllegalStateException("not what was encoded");
            }
            bodies.add(body);
            bytes += body.size();
        }
        long values = blocks.stream().mapToLong(CodecBench::values).sum();
        String sizes = String.format(Locale.ROOT, "%-52s %9d %9.4f", what, values, (double) bytes / values);
        if (!speeds) {
            return sizes;
        }
        double encoded = perSecond(values, () -> {
            for (List<Reading> block : blocks) {
                SegmentCodec.encode(block);
            }
        });
        double decoded = perSecond(values, () -> {
            for (Bytes body : bodies) {
                SegmentCodec.decode(body);
            }
        });
        return String.format(Locale.ROOT, "%s %12.1f %12.1f", sizes, encoded / 1e6, decoded / 1e6);
    }

    /** A row with the JDK's Deflater, level 9, on the differences of whole columns: bytes, or two where needed. */
    static String deflated(String what, List<List<Reading>> streams, int order) {
        long values = 0;
        long bytes = 0;
        for (List<Reading> stream : streams) {
            Map<Integer, List<Integer>> columns = new LinkedHashMap<>();
            for (Reading reading : stream) {
                List<Integer> column = columns.computeIfAbsent(reading.code(), _ -> new ArrayList<>());
                switch (reading) {
                    case Observation value -> column.add((int) value.mantissa());
                    case Waveform wave -> IntStream.range(0, wave.length()).forEach(at -> column.add(wave.sample(at)));
                }
            }
            for (List<Integer> column : columns.values()) {
                values += column.size();
                bytes += deflate(differences(column, order));
            }
        }
        return String.format(Locale.ROOT, "%-52s %9d %9.4f", what, values, (double) bytes / values);
    }

    private static byte[] differences(List<Integer> column, int order) {
        List<Integer> left = column;
        for (int time = 0; time < order; time++) {
            List<Integer> before = left;
            left = IntStream.range(0, before.size())
                    .mapToObj(at -> before.get(at) - (at == 0 ? 0 : before.get(at - 1)))
                    .toList();
        }
        boolean wide = left.stream().skip(order).anyMatch(value -> value != value.byteValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int value : left) {
            bytes.write(value);
            if (wide) {
                bytes.write(value >> 8);
            }
        }
        return bytes.toByteArray();
    }

    private static int deflate(byte[] content) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(content);
            deflater.finish();
            return deflater.deflate(new byte[content.length + 64]);
        }
    }

    private static long values(List<Reading> block) {
        return block.stream()
                .mapToLong(reading -> reading instanceof Waveform wave ? wave.length() : 1)
                .sum();
    }

    private interface Work {
        void run() throws MalformedBytesException;
    }

    /** The median of rounds behind a few to warm up, by this thread's processor time. */
    private static double perSecond(long values, Work work) throws MalformedBytesException {
        var threads = ManagementFactory.getThreadMXBean();
        List<Double> speeds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            long times = 0;
            long took = 0;
            while (took < ROUND_NANOS) {
                work.run();
                times++;
                took = threads.getCurrentThreadCpuTime() - begun;
            }
            speeds.add(times * values * 1e9 / took);
        }
        List<Double> warm = speeds.subList(ROUNDS / 2, ROUNDS);
        return warm.stream().sorted(Comparator.naturalOrder()).toList().get(warm.size() / 2);
    }
}

package io.wardkeep.proof;

import com.sun.management.ThreadMXBean;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Feeds decoders with good bytes made bad: what the grammar of our bytes makes likely to matter (lengths, counts, ends
 * of ranges, order) is hit more often than chance would. Belongs to one thread; follows from its seed.
 */
final class Fuzzer {

    /** An input may take so much memory, and so much for each of its bytes. */
    static final long BYTES_MAX = 1 << 20;

    /** A block of a few bytes may say that a value stays the same for as long as a block may be. */
    static final long SEGMENT_BYTES_MAX = 64 << 20;

    /** A frame that goes by those before it says as much as a whole frame may in few bytes. */
    static final long LIVE_BYTES_MAX = 32 << 20;

    static final long BYTES_PER_BYTE_MAX = 1_024;

    private static final int INPUT_BYTES_MAX = 4_096;
    private static final byte[] EXTREMES = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFF};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * A batch's result.
     *
     * @param counts by decoder
     * @param shortest by way in which inputs were refused, the shortest such input, as {@code DECODER hex}
     * @param wrong what was not as it must be; empty when all was
     */
    record Batch(Map<Decoder, Count> counts, Map<String, String> shortest, String wrong) {}

    /**
     * What one decoder was given.
     *
     * @param executions how many inputs
     * @param read how many were read as values
     * @param bytesMax most memory that one took
     */
    record Count(long executions, long read, long bytesMax) {

        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(executions + other.executions, read + other.read, Math.max(bytesMax, other.bytesMax));
        }
    }

    private final SplittableRandom random;
    private final List<Seed> seeds;
    private final List<List<Seed>> seedsByDecoder;
    private final Map<String, String> shortest = new TreeMap<>();
    private final Map<Decoder, Count> counts = new EnumMap<>(Decoder.class);

    /** Good bytes to begin with. */
    record Seed(Decoder decoder, Bytes content) {}

    Fuzzer(long seed, List<Seed> seeds) {
        random = new SplittableRandom(seed);
        this.seeds = seeds;
        seedsByDecoder = List.copyOf(seeds.stream()
                .collect(Collectors.groupingBy(Seed::decoder, TreeMap::new, Collectors.toList()))
                .values());
    }

    /** As many inputs, as many for each decoder that there are seeds of. */
    Batch run(int executions) {
        for (int done = 0; done < executions; done++) {
            List<Seed> some = seedsByDecoder.get(done % seedsByDecoder.size());
            Seed seed = some.get(random.nextInt(some.size()));
            byte[] input = garbled(seed);
            String wrong = execute(seed.decoder(), input);
            if (!wrong.isEmpty()) {
                return new Batch(
                        counts, shortest, seed.decoder() + " " + HexFormat.of().formatHex(input) + ": " + wrong);
            }
        }
        return new Batch(counts, shortest, "");
    }

    /** What is wrong; empty when nothing is. The one place that catches all: whatever is thrown is the finding. */
    String execute(Decoder decoder, byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int read = 0;
        try {
            decoder.decode(input);
            read = 1;
        } catch (MalformedBytesException refused) {
            keep(decoder, input, String.valueOf(refused.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError uncaught) {
            return uncaught.toString();
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        counts.merge(decoder, new Count(1, read, bytes), Count::plus);
        long limit = switch (decoder) {
            case SEGMENT, SESSION, LIVE_SESSION -> SEGMENT_BYTES_MAX;
            case LIVE -> LIVE_BYTES_MAX;
            case FRAME, BODY, CONTEXT, LATTICE, ROW -> BYTES_MAX;
        };
        return bytes > limit + BYTES_PER_BYTE_MAX * input.length ? bytes + " bytes of memory" : "";
    }

    private void keep(Decoder decoder, byte[] input, String reason) {
        StringBuilder way = new StringBuilder(decoder.name()).append(' ');
        for (int index = 0; index < reason.length() && index < 60; index++) {
            char letter = reason.charAt(index);
            if (letter < '0' || letter > '9') {
                way.append(letter);
            }
        }
        String key = way.toString();
        String known = shortest.get(key);
        if (known == null || (known.length() - decoder.name().length()) / 2 > input.length + 1) {
            shortest.put(key, decoder.name() + " " + HexFormat.of().formatHex(input));
        }
    }

    private byte[] garbled(Seed seed) {
        byte[] content = seed.content().toArray();
        for (int left = random.nextInt(5); left > 0 && content.length > 0; left--) {
            content = change(content);
        }
        return content.length <= INPUT_BYTES_MAX ? content : Arrays.copyOf(content, INPUT_BYTES_MAX);
    }

    private byte[] change(byte[] content) {
        int at = random.nextInt(content.length);
        switch (random.nextInt(8)) {
            case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> content[at] = EXTREMES[random.nextInt(EXTREMES.length)];
            case 2 -> content[at] += (byte) (random.nextInt(9) - 4);
            case 3 -> {
                return Arrays.copyOf(content, at);
            }
            case 4 -> {
                // A run of continued bytes: a huge number.
                int until = Math.min(content.length, at + 1 + random.nextInt(10));
                Arrays.fill(content, at, until, (byte) 0xFF);
            }
            case 5 -> {
                int length = random.nextInt(Math.min(16, content.length - at)) + 1;
                return spliced(content, at, at + length, new byte[0]);
            }
            case 6 -> {
                int length = random.nextInt(Math.min(32, content.length - at)) + 1;
                return spliced(content, at, at, Arrays.copyOfRange(content, at, at + length));
            }
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size())).content().toArray();
                int from = random.nextInt(other.length + 1);
                int until = Math.min(other.length, from + random.nextInt(24));
                return spliced(content, at, at, Arrays.copyOfRange(other, from, until));
            }
        }
        return content;
    }

    private static byte[] spliced(byte[] content, int from, int until, byte[] instead) {
        byte[] whole = new byte[content.length - (until - from) + instead.length];
        System.arraycopy(content, 0, whole, 0, from);
        System.arraycopy(instead, 0, whole, from, instead.length);
        System.arraycopy(content, until, whole, from + instead.length, content.length - until);
        return whole;
    }
}

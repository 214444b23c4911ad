package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.segment.BitCoder;
import io.wardkeep.segment.BitEncoder;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Goal: what one end writes the other reads, however long the connection lasts, and nothing but that. Fault model:
 * frames that are lost, doubled, out of order, cut, of another connection or of another version; bits that flip.
 */
final class FrameReaderTest {

    private static final ShardId CONFIG = new ShardId(new WardId("7A"), Family.CONFIG);
    private static final Actor ACTOR = new Actor(1, 2, 3);
    private static final StreamId STREAM = StreamId.rows(CONFIG, ACTOR);

    private final FrameWriter writer = agreed(new FrameWriter());
    private final FrameReader reader = agreed(new FrameReader());

    private static FrameWriter agreed(FrameWriter fresh) {
        fresh.agree(SyncCodec.VERSION);
        return fresh;
    }

    private static FrameReader agreed(FrameReader fresh) {
        fresh.agree(SyncCodec.VERSION);
        return fresh;
    }

    @Test
    void readsEveryMessageAsItWasHoweverLongTheConnectionLasts() throws MalformedBytesException {
        Messages messages = new Messages(1);
        for (int count = 0; count < 30_000; count++) {
            SyncMessage message = messages.next();
            assertThat(reader.read(writer.write(message))).isEqualTo(message);
        }
    }

    @Test
    void beginsAnewOnEveryConnection() throws MalformedBytesException {
        Messages messages = new Messages(2);
        List<Bytes> first = new ArrayList<>();
        FrameWriter other = agreed(new FrameWriter());
        Messages again = new Messages(2);
        for (int count = 0; count < 200; count++) {
            first.add(writer.write(messages.next()));
        }
        for (Bytes frame : first) {
            assertThat(other.write(again.next())).isEqualTo(frame);
            assertThat(reader.read(frame)).isNotNull();
        }
    }

    @Test
    void aFrameThatIsLostDoubledOrOutOfOrderIsMalformed() throws MalformedBytesException {
        List<Bytes> frames = frames(20);
        for (int at = 0; at < 19; at++) {
            assertMalformed(primed(frames, at), frames.get(at + 1));
            assertMalformed(primed(frames, at + 1), frames.get(at));
        }
    }

    @Test
    void everyFlippedBitAndEveryCutIsMalformed() throws MalformedBytesException {
        List<Bytes> frames = frames(12);
        for (int at = 0; at < 12; at++) {
            byte[] frame = frames.get(at).toArray();
            for (int bit = 0; bit < frame.length * 8; bit++) {
                byte[] bad = frame.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                assertMalformed(primed(frames, at), Bytes.adopt(bad));
            }
            for (int length = 0; length < frame.length; length++) {
                assertMalformed(primed(frames, at), Bytes.adopt(Arrays.copyOf(frame, length)));
            }
        }
    }

    @Test
    void afterAFrameThatCouldNotBeReadNothingIsRead() {
        List<Bytes> frames = frames(2);
        assertMalformed(reader, frames.get(1));
        assertMalformed(reader, frames.get(0));
    }

    @Test
    void plainFramesAreReadUntilLiveOnesAreAgreedAndNotAfter() throws MalformedBytesException {
        SyncMessage ping = new SyncMessage.Ping(7);
        SyncMessage bye = new SyncMessage.Bye(EndReason.STOPPING, "");
        FrameReader older = new FrameReader();

        assertThat(new FrameWriter().write(ping)).isEqualTo(SyncCodec.encode(ping));
        assertThat(older.read(SyncCodec.encode(ping))).isEqualTo(ping);
        assertMalformed(older, writer.write(ping));
        assertThat(writer.write(bye)).isEqualTo(SyncCodec.encode(bye));
        assertThat(reader.read(SyncCodec.encode(bye))).isEqualTo(bye);
        assertMalformed(reader, SyncCodec.encode(ping));
    }

    @Test
    void garbageWithARightChecksumIsReadOrMalformed() throws MalformedBytesException {
        SplittableRandom random = new SplittableRandom(7);
        List<Bytes> frames = frames(40);
        int read = 0;
        for (int round = 0; round < 4_000; round++) {
            int at = random.nextInt(frames.size());
            byte[] body = frames.get(at).toArray();
            CanonicalWriter garbled = new CanonicalWriter();
            body[1 + random.nextInt(body.length - 5)] = (byte) random.nextInt();
            for (int index = 0; index < body.length - 4; index++) {
                garbled.octet(body[index]);
            }
            try {
                primed(frames, at).read(LiveFrame.sealed(at + 1, garbled));
                read++;
            } catch (MalformedBytesException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void aLengthOfTwoToThe31IsMalformed() {
        CanonicalWriter body =
                new CanonicalWriter().octet(LiveFrame.DATA_WITH_LITERALS).unsigned(1L << 31);

        assertMalformed(reader, LiveFrame.sealed(1, body));
    }

    @Test
    void rangesThatRunBackwardsAreNoneAndMoreStreamsThanAFrameMayHoldAreMalformed() throws MalformedBytesException {
        int[] cells = BitCoder.cells(65, 500, 1);
        int[] streams = BitCoder.cells(3, 500, 1);
        BitEncoder coder = new BitEncoder();
        coder.number(cells, 0, Long.MAX_VALUE);
        coder.flag(streams, 0, true);
        for (long noise = 0; noise < 64; noise++) {
            coder.raw64(noise * 0x9E37_79B9_7F4A_7C15L);
        }
        CanonicalWriter body = new CanonicalWriter().octet(LiveFrame.CONTEXT);
        coder.finish(body);

        assertMalformed(reader, LiveFrame.sealed(1, body));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Ranges.of(new long[] {10, 20, 21, 30}));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Ranges.of(new long[] {10, 9}));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Ranges.of(new long[] {0, 9}));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Ranges.of(new long[] {10, 20, 5, 6}));
        assertThat(Ranges.of(new long[] {1, 2, 4, 4})).isEqualTo(Ranges.of(1, 2).plus(4, 4));
    }

    @Test
    void anEndlessDictionaryOnlyReplacesWhatIsOldest() throws MalformedBytesException {
        int rounds = 3 * RowModel.KEYS_MAX;
        for (int round = 1; round <= rounds; round++) {
            StreamId stream = StreamId.rows(CONFIG, new Actor(1, round, 3));
            SyncMessage message = data(round, stream, round, "key/" + round, new byte[600]);
            assertThat(reader.read(writer.write(message))).isEqualTo(message);
        }
        SyncMessage first = data(rounds + 1, StreamId.rows(CONFIG, new Actor(1, 1, 3)), 9_999, "key/1", new byte[600]);
        SyncMessage second =
                data(rounds + 2, StreamId.rows(CONFIG, new Actor(1, 1, 3)), 10_000, "key/1", new byte[600]);

        Bytes forgotten = writer.write(first);
        Bytes known = writer.write(second);
        assertThat(forgotten.size()).isGreaterThan(known.size() + 8);
        assertThat(reader.read(forgotten)).isEqualTo(first);
        assertThat(reader.read(known)).isEqualTo(second);
    }

    @Test
    void fewBytesThatSayMoreThanAFrameMayAreMalformed() {
        // Data of one stream that covers 2^31 sequences, each with a row like the one before.
        BitEncoder coder = new BitEncoder();
        LiveModel model = new LiveModel();
        CanonicalWriter body = new CanonicalWriter().octet(LiveFrame.DATA);
        List<Row> rows = new ArrayList<>();
        for (int seq = 1; seq <= 3_000; seq++) {
            rows.add(row(STREAM, seq, "k", new byte[0]));
        }
        Delta much = new Delta(rows, List.of(), List.of(), Map.of(STREAM, Ranges.of(1, 3_000)), Map.of());
        assertThatExceptionOfType(MalformedBytesException.class)
                .isThrownBy(() ->
                        model.data(coder, new SyncMessage.Data(1, 0, true, Lane.CONFIG, much), Literals.toWrite(), 0))
                .withMessageContaining("more than one may");
        coder.finish(body);

        assertThat(body.size()).isLessThan(2_000);
        assertMalformed(reader, LiveFrame.sealed(1, body));
    }

    private static SyncMessage data(long number, StreamId stream, long seq, String key, byte[] payload) {
        Delta delta = new Delta(
                List.of(row(stream, seq, key, payload)),
                List.of(),
                List.of(),
                Map.of(stream, Ranges.of(seq, seq)),
                new TreeMap<>(Map.of(stream, seq)));
        return new SyncMessage.Data(number, 0, true, Lane.CONFIG, delta);
    }

    private static Row row(StreamId stream, long seq, String key, byte[] payload) {
        return new Row(
                stream.shard(),
                key,
                new Dot(stream.actor(), seq),
                VersionVector.EMPTY,
                HybridTimestamp.of(1_790_000_000_000L, 0),
                1,
                Bytes.copyOf(payload));
    }

    private List<Bytes> frames(int count) {
        Messages messages = new Messages(3);
        List<Bytes> frames = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            frames.add(writer.write(messages.next()));
        }
        return frames;
    }

    private static FrameReader primed(List<Bytes> frames, int count) throws MalformedBytesException {
        FrameReader fresh = agreed(new FrameReader());
        for (Bytes frame : frames.subList(0, count)) {
            fresh.read(frame);
        }
        return fresh;
    }

    private static void assertMalformed(FrameReader by, Bytes frame) {
        assertThatExceptionOfType(MalformedBytesException.class).isThrownBy(() -> by.read(frame));
    }
}

package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The golden vectors of docs/PROTOCOL.md: what was once sent is read for ever, and is written the same. */
final class SyncVectorsTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor ACTOR = Actor.of(new UUID(1, 2), 3);
    private static final StreamId DEVICE = new StreamId(new ShardId(WARD, Family.OBS), ACTOR, 4);
    private static final StreamId ALERTS = StreamId.rows(new ShardId(WARD, Family.ALERT), ACTOR);
    private static final long TIME = 1_790_000_000_000L;
    private static final Row ROW = new Row(
            ALERTS.shard(),
            "k",
            new Dot(ACTOR, 9),
            VersionVector.EMPTY,
            HybridTimestamp.of(TIME, 7),
            2,
            Bytes.copyOf(new byte[] {1, 2, 3}));

    @Test
    void greetings() throws MalformedBytesException {
        holds(
                new SyncMessage.Hello(
                        1,
                        1,
                        Role.GATEWAY,
                        ACTOR,
                        5,
                        "7a-box-1",
                        new TreeSet<>(Set.of(WARD)),
                        new TreeMap<>(Map.of(ALERTS.shard(), 7L)),
                        TIME),
                "574b0101010100000000000000000100000000000000020300000000000000050837612d626f782d31010237410102374100"
                        + "000000000000000780b083c598686c2bf048");
        holds(
                new SyncMessage.Heads(List.of(new ChainHead(DEVICE, 9, 77))),
                "574b0109010237410600000000000000010000000000000002030409000000000000004d7251b48f");
        holds(new SyncMessage.Ping(TIME), "574b010680b083c5986877aa0eb2");
        holds(new SyncMessage.Pong(TIME, TIME + 1), "574b010780b083c5986882b083c5986896af7495");
        holds(new SyncMessage.Bye(EndReason.STOPPING, "x"), "574b01080001783c3f37e9");
    }

    @Test
    void theExchange() throws MalformedBytesException {
        holds(
                new SyncMessage.Context(new TreeMap<>(
                        Map.of(DEVICE, new Holding(Ranges.of(1, 4).plus(9, 20), Ranges.of(3, 3))))),
                "574b01020102374106000000000000000100000000000000020304020003030b010200ccca314b");
        holds(
                new SyncMessage.Want(1, Lane.BACKLOG, DEVICE, Ranges.of(5, 8), 4096),
                "574b0103010502374106000000000000000100000000000000020304010403802007d46067");
        holds(
                new SyncMessage.Data(
                        1,
                        0,
                        true,
                        Lane.ALERT,
                        new Delta(
                                List.of(ROW),
                                List.of(),
                                List.of(),
                                Map.of(ALERTS, Ranges.of(9, 9)),
                                Map.of(ALERTS, Chain.after(5, ROW)))),
                "574b01040100010001023741000000000000000001000000000000000203000108000184f25eebcd7a4ab00109016b0001a0"
                        + "c4506c00000702030102032cfd55d4");
        holds(
                new SyncMessage.Acknowledgement(1, new TreeMap<>(Map.of(ALERTS, Ranges.of(9, 9)))),
                "574b01050101023741000000000000000001000000000000000203000108008e7fbb97");
    }

    /** Every live frame follows from those before it: the vectors are one connection. */
    @Test
    void aConnectionOfLiveFrames() throws IOException, MalformedBytesException {
        FrameWriter writer = new FrameWriter();
        writer.agree(SyncCodec.VERSION);
        FrameReader reader = new FrameReader();
        reader.agree(SyncCodec.VERSION);
        List<String> vectors = vectors("live-3.txt");
        List<String> written = new ArrayList<>();
        for (SyncMessage message : connection()) {
            written.add(writer.write(message).toString());
        }
        assertThat(written).isEqualTo(vectors);
        for (int index = 0; index < vectors.size(); index++) {
            assertThat(reader.read(Bytes.adopt(HexFormat.of().parseHex(vectors.get(index)))))
                    .isEqualTo(connection().get(index));
        }
    }

    static List<String> vectors(String file) throws IOException {
        try (InputStream in = SyncVectorsTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<SyncMessage> connection() {
        Row next = new Row(
                ALERTS.shard(),
                "k",
                new Dot(ACTOR, 10),
                VersionVector.EMPTY.plus(ROW.dot()),
                HybridTimestamp.of(TIME + 5, 0),
                2,
                Bytes.copyOf(new byte[] {1, 2, 3, 2}));
        return List.of(
                new SyncMessage.Ping(TIME),
                new SyncMessage.Pong(TIME, TIME + 1),
                new SyncMessage.Context(new TreeMap<>(
                        Map.of(DEVICE, new Holding(Ranges.of(1, 4).plus(9, 20), Ranges.of(3, 3))))),
                new SyncMessage.Want(1, Lane.BACKLOG, DEVICE, Ranges.of(5, 8), 4096),
                data(1, ALERTS, 9, ROW),
                data(2, ALERTS, 10, next),
                readings(3, 21, 97),
                readings(4, 23, 97),
                waveform(5, 25),
                new SyncMessage.Acknowledgement(1, new TreeMap<>(Map.of(ALERTS, Ranges.of(9, 9)))),
                new SyncMessage.Acknowledgement(2, new TreeMap<>(Map.of(ALERTS, Ranges.of(10, 10)))));
    }

    private static SyncMessage data(long number, StreamId stream, long seq, Row row) {
        return new SyncMessage.Data(
                number,
                0,
                true,
                Lane.ALERT,
                new Delta(
                        List.of(row), List.of(), List.of(), Map.of(stream, Ranges.of(seq, seq)), Map.of(stream, seq)));
    }

    private static SyncMessage readings(long number, long first, long value) {
        List<Observation> readings = List.of(
                new Observation(150456, value, 0, 262688, Validity.VALID, TIME + 500 * first, Reading.NO_DEVICE_TIME),
                new Observation(149530, 72, 0, 264864, Validity.VALID, TIME + 500 * first, Reading.NO_DEVICE_TIME));
        return live(number, Blocks.of(DEVICE, first, readings));
    }

    private static SyncMessage waveform(long number, long first) {
        Waveform wave = new Waveform(
                131328,
                266418,
                8_000_000,
                0,
                new int[] {1, 2, 3},
                Validity.VALID,
                TIME + 500 * first,
                Reading.NO_DEVICE_TIME);
        return live(number, Blocks.of(DEVICE, first, List.of(wave)));
    }

    private static SyncMessage live(long number, ObservationBlock block) {
        return new SyncMessage.Data(
                number,
                0,
                true,
                Lane.LIVE,
                new Delta(
                        List.of(),
                        List.of(block),
                        List.of(),
                        Map.of(DEVICE, Ranges.of(block.first(), block.last())),
                        Map.of(DEVICE, number)));
    }

    @Test
    void theComparisonOfWhatIsLive() throws MalformedBytesException {
        StreamId settings = StreamId.rows(new ShardId(WARD, Family.CONFIG), ACTOR);
        holds(
                new SyncMessage.Digests(new TreeMap<>(Map.of(settings.shard(), 7L))),
                "574b010a010237410100000000000000073c711a4e");
        holds(
                new SyncMessage.BlockDigests(
                        settings.shard(), new TreeMap<>(Map.of(settings, new TreeMap<>(Map.of(1L, 9L))))),
                "574b010b02374101010237410100000000000000010000000000000002030001010000000000000009902f5433");
        holds(
                new SyncMessage.LiveBlocks(new TreeMap<>(Map.of(
                        settings,
                        new TreeMap<>(Map.of(1L, new LiveDots(Ranges.of(4_096, 4_100), Ranges.of(4_097, 4_098))))))),
                "574b010c0102374101000000000000000100000000000000020300010101ff1f040180200130822fdd");
    }

    @Test
    void digests() {
        StreamId settings = StreamId.rows(new ShardId(WARD, Family.CONFIG), ACTOR);
        LiveDots dots = new LiveDots(Ranges.of(1, 5_000), Ranges.of(7, 7).plus(4_097, 4_098));

        assertThat(LiveDots.hash(new TreeMap<>(Map.of(settings, dots)))).isEqualTo(0x3001_449f_5417_64edL);
        assertThat(dots.hashes()).isEqualTo(Map.of(0L, 0x780d_3030_3ae5_01c8L, 1L, 0xba08_5900_c34f_fa4eL));
    }

    @Test
    void chains() {
        Observation reading = new Observation(150456, 97, 0, 262688, Validity.VALID, TIME, Reading.NO_DEVICE_TIME);

        assertThat(Chain.after(5, ROW)).isEqualTo(0x84f2_5eeb_cd7a_4ab0L);
        assertThat(Chain.after(Chain.START, 1, List.of(reading))).isEqualTo(0xe204_de4f_a18f_f202L);
        assertThat(Chain.afterLoss(Chain.START, 1, 4)).isEqualTo(0x3078_e91c_dea2_601eL);
    }

    private static void holds(SyncMessage message, String hex) throws MalformedBytesException {
        assertThat(SyncCodec.encode(message)).hasToString(hex);
        assertThat(SyncCodec.decode(SyncCodec.encode(message))).isEqualTo(message);
    }
}

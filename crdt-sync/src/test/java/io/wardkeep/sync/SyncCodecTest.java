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
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class SyncCodecTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor ACTOR = Actor.of(new UUID(1, 2), 3);
    private static final StreamId DEVICE = new StreamId(new ShardId(WARD, Family.OBS), ACTOR, 4);
    private static final StreamId ALERTS = StreamId.rows(new ShardId(WARD, Family.ALERT), ACTOR);

    private static final StreamId SETTINGS = StreamId.rows(new ShardId(WARD, Family.CONFIG), ACTOR);

    private static List<SyncMessage> messages() {
        Observation reading = new Observation(150456, 97, 0, 262688, Validity.VALID, 1_790_000_000_000L, 5);
        Row row = new Row(
                ALERTS.shard(),
                "bed/7A-01",
                new Dot(ACTOR, 9),
                VersionVector.EMPTY.plus(new Dot(ACTOR, 8)),
                HybridTimestamp.of(1_790_000_000_000L, 7),
                2,
                Bytes.copyOf(new byte[] {1, 2, 3}));
        Delta delta = new Delta(
                List.of(row),
                List.of(Blocks.of(DEVICE, 5, List.of(reading, reading))),
                List.of(new Lost(DEVICE, 7, 9, LossReason.OVERLOAD, 11)),
                Map.of(ALERTS, Ranges.of(8, 9), DEVICE, Ranges.of(5, 9)),
                Map.of(ALERTS, -77L));
        return List.of(
                new SyncMessage.Hello(
                        1,
                        2,
                        Role.GATEWAY,
                        ACTOR,
                        -5,
                        "7a-box-1",
                        new TreeSet<>(List.of(WARD, new WardId("8B"))),
                        new TreeMap<>(Map.of(ALERTS.shard(), -7L)),
                        1_790_000_000_000L),
                new SyncMessage.Heads(List.of(new ChainHead(ALERTS, 9, -4))),
                new SyncMessage.Context(new TreeMap<>(Map.of(
                        DEVICE, new Holding(Ranges.of(1, 4).plus(9, 20), Ranges.of(3, 3)),
                        ALERTS, new Holding(Ranges.of(2, 2), Ranges.EMPTY)))),
                new SyncMessage.Want(1, Lane.BACKLOG, DEVICE, Ranges.of(1, 4).plus(6, 9), 4096),
                new SyncMessage.Data(1, 0, true, Lane.ALERT, delta),
                new SyncMessage.Data(2, 7, false, Lane.BACKLOG, Delta.EMPTY),
                new SyncMessage.Acknowledgement(3, new TreeMap<>(Map.of(DEVICE, Ranges.of(5, 9)))),
                new SyncMessage.Digests(new TreeMap<>(Map.of(SETTINGS.shard(), -7L))),
                new SyncMessage.BlockDigests(
                        SETTINGS.shard(), new TreeMap<>(Map.of(SETTINGS, new TreeMap<>(Map.of(0L, 5L, 9L, -5L))))),
                new SyncMessage.LiveBlocks(new TreeMap<>(Map.of(
                        SETTINGS,
                        new TreeMap<>(Map.of(
                                0L,
                                new LiveDots(
                                        Ranges.of(1, 4_095), Ranges.of(7, 7).plus(4_000, 4_095)),
                                1L,
                                new LiveDots(Ranges.of(4_096, 4_099), Ranges.EMPTY)))))),
                new SyncMessage.Ping(-3),
                new SyncMessage.Pong(4, 5),
                new SyncMessage.Bye(EndReason.DENIED, "certificate is on the deny list"));
    }

    @Test
    void everyMessageComesBackAsItWasAndHasOneEncoding() throws MalformedBytesException {
        for (SyncMessage message : messages()) {
            Bytes frame = SyncCodec.encode(message);
            assertThat(SyncCodec.decode(frame)).isEqualTo(message);
            assertThat(SyncCodec.encode(SyncCodec.decode(frame))).isEqualTo(frame);
        }
    }

    @Test
    void everyFlippedBitAndEveryCutIsMalformed() {
        for (SyncMessage message : messages()) {
            byte[] frame = SyncCodec.encode(message).toArray();
            for (int bit = 0; bit < frame.length * 8; bit++) {
                byte[] bad = frame.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                assertMalformed(bad);
            }
            for (int length = 0; length < frame.length; length++) {
                assertMalformed(Arrays.copyOf(frame, length));
            }
        }
    }

    @Test
    void garbageWithARightChecksumIsMalformedOrCanonical() {
        SplittableRandom random = new SplittableRandom(7);
        List<SyncMessage> messages = messages();
        for (int round = 0; round < 50_000; round++) {
            byte[] frame = SyncCodec.encode(messages.get(random.nextInt(messages.size())))
                    .toArray();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                frame[4 + random.nextInt(frame.length - 8)] = (byte) random.nextInt();
            }
            Bytes checked = withChecksum(frame);
            try {
                assertThat(SyncCodec.encode(SyncCodec.decode(checked))).isEqualTo(checked);
            } catch (MalformedBytesException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void aFrameLongerThanItsLaneAllowsIsMalformed() {
        Row row = new Row(
                ALERTS.shard(),
                "k",
                new Dot(ACTOR, 1),
                VersionVector.EMPTY,
                HybridTimestamp.of(1, 0),
                1,
                Bytes.copyOf(new byte[Row.PAYLOAD_BYTES_MAX]));
        Row next = new Row(ALERTS.shard(), "l", new Dot(ACTOR, 2), VersionVector.EMPTY, row.at(), 1, row.payload());
        Delta delta = new Delta(List.of(row, next), List.of(), List.of(), Map.of(ALERTS, Ranges.of(1, 2)));

        assertMalformed(SyncCodec.encode(new SyncMessage.Data(1, 0, true, Lane.ALERT, delta))
                .toArray());
    }

    @Test
    void aLengthBeyondTheFrameAllocatesNothing() {
        byte[] body = new CanonicalWriter()
                .octet('W')
                .octet('K')
                .octet(1)
                .octet(2)
                .unsigned(1L << 31)
                .fixed32(0)
                .toBytes()
                .toArray();

        assertMalformed(withChecksum(body).toArray());
    }

    private static Bytes withChecksum(byte[] frame) {
        CRC32C check = new CRC32C();
        check.update(frame, 0, frame.length - 4);
        for (int index = 0; index < 4; index++) {
            frame[frame.length - 4 + index] = (byte) (check.getValue() >>> 24 - 8 * index);
        }
        return Bytes.copyOf(frame);
    }

    private static void assertMalformed(byte[] frame) {
        assertThatExceptionOfType(MalformedBytesException.class)
                .isThrownBy(() -> SyncCodec.decode(Bytes.copyOf(frame)));
    }
}

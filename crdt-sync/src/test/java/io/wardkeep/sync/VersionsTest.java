package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Goal: releases of different age work together, and an old one loses nothing of what a newer one writes. Fault model:
 * a peer of another range of versions; rows of kinds and fields that do not exist yet.
 */
final class VersionsTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor HUB = Actor.of(new UUID(9, 9), 4);
    private static final Actor GATEWAY = Actor.of(new UUID(1, 7), 1);
    private static final Actor OTHER = Actor.of(new UUID(2, 8), 1);
    private static final StreamId SETTINGS = StreamId.rows(new ShardId(WARD, Family.CONFIG), GATEWAY);

    private final SyncSession session = new SyncSession(
            new SyncIdentity(HUB, 5, Role.HUB, "hub", Set.of(WARD)), PeerPolicy.OWN_DOTS_ONLY, Optional.empty(), true);
    private final List<Bytes> said = new ArrayList<>();
    private Optional<SyncEnd> end = Optional.empty();

    @Test
    void aPeerOfAnOlderReleaseIsSpokenWithInItsVersion() {
        greet(1, 2);

        assertThat(said).isNotEmpty().allMatch(LiveFrame::isPlain);
        assertThat(end).isEmpty();
    }

    @Test
    void aPeerOfTheFirstReleaseIsSpokenWithAsWell() {
        greet(1, 1);

        assertThat(said).isNotEmpty().allMatch(LiveFrame::isPlain);
        assertThat(end).isEmpty();
    }

    @Test
    void aPeerOfThisReleaseIsSpokenWithInLiveFrames() {
        greet(1, SyncCodec.VERSION);

        assertThat(said).anyMatch(frame -> (frame.at(0) & 0xFF) == LiveFrame.PING);
        assertThat(end).isEmpty();
    }

    @Test
    void aPeerOfALaterReleaseIsSpokenWithInTheNewestVersionOfThisOne() {
        greet(2, 99);

        assertThat(said).anyMatch(frame -> (frame.at(0) & 0xFF) == LiveFrame.PING);
        assertThat(end).isEmpty();
    }

    @Test
    void aPeerThatNoLongerSpeaksAnyOfOursIsToldSo() {
        greet(SyncCodec.VERSION + 1, 99);

        assertThat(end).map(SyncEnd::reason).contains(EndReason.VERSION);
    }

    @Test
    void aPlainFrameWhereLiveOnesWereAgreedEndsIt() {
        greet(1, SyncCodec.VERSION);
        step(new SyncInput.Received(SyncCodec.encode(new SyncMessage.Ping(1))));

        assertThat(end).map(SyncEnd::reason).contains(EndReason.MALFORMED);
    }

    @Test
    void aLiveFrameThatWasNotAgreedEndsIt() {
        greet(1, 1);
        FrameWriter writer = new FrameWriter();
        writer.agree(SyncCodec.VERSION);
        step(new SyncInput.Received(writer.write(new SyncMessage.Ping(1))));

        assertThat(end).map(SyncEnd::reason).contains(EndReason.MALFORMED);
    }

    @Test
    void anOldRelayPassesOnWhatItDoesNotKnowByteByByte() throws IOException, MalformedBytesException {
        List<String> vectors = SyncVectorsTest.vectors("future.txt");
        Bytes frame = Bytes.adopt(HexFormat.of().parseHex(vectors.getFirst()));
        assertThat(SyncCodec.encode(future())).isEqualTo(frame);
        SyncMessage.Data data = (SyncMessage.Data) SyncCodec.decode(frame);
        InMemoryReplicaStore writer = new InMemoryReplicaStore();
        InMemoryReplicaStore relay = new InMemoryReplicaStore();
        InMemoryReplicaStore reader = new InMemoryReplicaStore();
        writer.join(data.delta());

        new SessionPair(WARD, GATEWAY, writer, HUB, relay).run();
        new SessionPair(WARD, OTHER, reader, HUB, relay).run();

        Delta arrived = reader.scan(SETTINGS, Ranges.of(1, 100), 1 << 20);
        assertThat(SyncCodec.encode(new SyncMessage.Data(1, 0, true, Lane.CONFIG, arrived)))
                .isEqualTo(frame);
    }

    @Test
    void whatIsNotKnownIsPassedOnInLiveFramesAsWell() throws IOException, MalformedBytesException {
        FrameWriter writer = new FrameWriter();
        writer.agree(SyncCodec.VERSION);
        FrameReader reader = new FrameReader();
        reader.agree(SyncCodec.VERSION);
        Bytes frame = writer.write(future());

        assertThat(frame).hasToString(SyncVectorsTest.vectors("future.txt").get(1));
        assertThat(reader.read(frame)).isEqualTo(future());
    }

    /** Two rows of kinds that no release knows, one of tagged fields that none knows, one of no fields at all. */
    private static SyncMessage future() {
        CanonicalWriter fields = new CanonicalWriter();
        fields.unsigned(1)
                .block(new CanonicalWriter().signed(1_790_000_000_000L).toBytes());
        fields.unsigned(77).block(Bytes.copyOf(new byte[] {7, 7, 7}));
        fields.unsigned(1_000_000).block(Bytes.EMPTY);
        Row tagged = new Row(
                SETTINGS.shard(),
                "hologram/7A-01",
                new Dot(GATEWAY, 1),
                VersionVector.EMPTY,
                HybridTimestamp.of(1_790_000_000_000L, 1),
                4_242,
                fields.toBytes());
        Row opaque = new Row(
                SETTINGS.shard(),
                "hologram/7A-02",
                new Dot(GATEWAY, 2),
                VersionVector.EMPTY.plus(new Dot(OTHER, 5)),
                HybridTimestamp.of(1_790_000_000_000L, 2),
                Integer.MAX_VALUE,
                Bytes.copyOf(new byte[] {0, -1, 0, 5}));
        Delta delta = new Delta(List.of(tagged, opaque), List.of(), List.of(), Map.of(SETTINGS, Ranges.of(1, 2)));
        long head = Chain.after(Chain.after(Chain.START, tagged), opaque);
        return new SyncMessage.Data(1, 0, true, Lane.CONFIG, delta.withHeads(Map.of(SETTINGS, head)));
    }

    private void greet(int versionMin, int versionMax) {
        step(new SyncInput.Opened());
        step(new SyncInput.Stored(1, new StoreResult.Contexts(new TreeMap<>())));
        step(new SyncInput.Received(SyncCodec.encode(new SyncMessage.Hello(
                versionMin,
                versionMax,
                Role.GATEWAY,
                GATEWAY,
                1,
                "box",
                new TreeSet<>(Set.of(WARD)),
                new TreeMap<>(),
                0))));
        step(new SyncInput.Received(SyncCodec.encode(new SyncMessage.Heads(List.of()))));
    }

    private void step(SyncInput input) {
        SyncOutcome outcome = session.step(input, new SyncTime(1_000, 1_000));
        said.addAll(outcome.frames());
        end = end.or(outcome::end);
    }
}

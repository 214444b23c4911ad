package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A box that was put back to an image, and what it finds out with its peer about what both wrote under its names. Two
 * real sessions over stores in memory; for what no honest peer says, messages by hand.
 */
final class SettlingTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor HUB = Actor.of(new UUID(9, 9), 1);
    private static final Actor FIRST = Actor.of(new UUID(1, 1), 1);
    private static final Actor SECOND = Actor.of(FIRST.site(), 2);
    private static final Actor OTHER = Actor.of(new UUID(2, 2), 1);
    private static final Actor OTHERS_SECOND = Actor.of(OTHER.site(), 2);
    private static final StreamId DEVICE = new StreamId(new ShardId(WARD, Family.OBS), FIRST, 1);
    private static final StreamId AUDIT = StreamId.rows(new ShardId(WARD, Family.AUDIT), FIRST);
    private static final StreamId LIMITS = StreamId.rows(new ShardId(WARD, Family.CONFIG), FIRST);

    private final InMemoryReplicaStore box = new InMemoryReplicaStore();
    private final InMemoryReplicaStore hub = new InMemoryReplicaStore();

    @Test
    void whatThePeerHadAcceptedSinceTheImageIsKnownToBeAccepted() {
        write(box, DEVICE, 1, 40, 0);
        write(hub, DEVICE, 1, 60, 0);
        write(box, DEVICE, 41, 10, 7);
        SyncEnd end = meet(FIRST).gateway().orElseThrow();

        assertThat(end.reason()).isEqualTo(EndReason.FORKED);
        assertThat(end.incarnationMax()).isEqualTo(1);
        assertThat(end.detail()).contains("another history at 41");
        assertThat(box.unaccepted(FIRST)).containsExactly(Map.entry(DEVICE, Ranges.of(41, 50)));
    }

    @Test
    void aReadingThatHappensToBeTheSameAfterTheHistoriesPartedIsNotAccepted() {
        write(box, DEVICE, 1, 4, 0);
        write(box, DEVICE, 5, 1, 7);
        write(box, DEVICE, 6, 2, 0);
        write(hub, DEVICE, 1, 9, 0);
        meet(FIRST);

        assertThat(box.unaccepted(FIRST)).containsExactly(Map.entry(DEVICE, Ranges.of(5, 7)));
    }

    @Test
    void anEarlierLifeThatOnlyGoesOnComesBack() {
        write(box, DEVICE, 1, 40, 0);
        write(hub, DEVICE, 1, 100, 0);

        assertThat(meet(SECOND).gateway()).isEmpty();
        assertThat(box.readings(DEVICE)).isEqualTo(hub.readings(DEVICE)).hasSize(100);
    }

    @Test
    void anEarlierLifeOfWhichBothWroteOtherThingsIsFoundOutHoweverFarThePeerIs() {
        write(box, DEVICE, 1, 40, 0);
        write(box, DEVICE, 41, 5, 7);
        write(hub, DEVICE, 1, 300, 0);
        SyncEnd end = meet(SECOND).gateway().orElseThrow();

        assertThat(end.reason()).isEqualTo(EndReason.FORKED);
        assertThat(end.incarnationMax()).isEqualTo(1);
        assertThat(box.readings(DEVICE)).as("nothing of it was taken").hasSize(45);
    }

    @Test
    void whatOnlyThisSideHasOfAnEarlierLifeKeepsItsNames() {
        write(box, DEVICE, 1, 40, 0);
        write(hub, DEVICE, 1, 40, 0);
        write(box, DEVICE, 41, 10, 0);
        write(box, AUDIT, 1, 3, 0);
        write(hub, AUDIT, 1, 5, 0);

        assertThat(meet(SECOND).gateway()).isEmpty();
        assertThat(hub.readings(DEVICE)).hasSize(50);
        assertThat(box.liveRows(AUDIT.shard())).hasSize(5);
    }

    @Test
    void withALaterLifeThePresentOneWasLivedBefore() {
        StreamId later = StreamId.rows(AUDIT.shard(), SECOND);
        write(box, AUDIT, 1, 3, 0);
        write(hub, AUDIT, 1, 3, 0);
        write(hub, later, 1, 1, 0);
        write(box, AUDIT, 4, 1, 7);
        SyncEnd end = meet(FIRST).gateway().orElseThrow();

        assertThat(end.incarnationMax()).isEqualTo(2);
        assertThat(box.unaccepted(FIRST)).containsExactly(Map.entry(AUDIT, Ranges.of(4, 4)));
    }

    @Test
    void twoNeighboursThatWereBothRestoredSettleAtOnce() {
        StreamId others = StreamId.rows(AUDIT.shard(), OTHER);
        write(box, AUDIT, 1, 3, 0);
        write(hub, AUDIT, 1, 5, 0);
        write(hub, others, 1, 3, 0);
        write(box, others, 1, 5, 0);
        SessionPair.Outcome outcome =
                SessionPair.ofNeighbours(WARD, SECOND, box, OTHERS_SECOND, hub).run();

        assertThat(outcome.gateway()).isEmpty();
        assertThat(outcome.hub()).isEmpty();
        assertThat(box.liveRows()).isEqualTo(hub.liveRows());
        assertThat(box.context(AUDIT.shard()))
                .containsEntry(AUDIT, Ranges.of(1, 5))
                .containsEntry(others, Ranges.of(1, 5));
    }

    @Test
    void comparesRowByRow() {
        write(box, LIMITS, 1, 2, 0);
        write(hub, LIMITS, 1, 1, 0);
        write(hub, LIMITS, 2, 1, 7);

        assertThat(Matching.of(box, LIMITS, hub.scan(LIMITS, Ranges.of(1, 2), 1 << 20)))
                .isEqualTo(new StoreResult.Matched(Ranges.of(1, 1), Ranges.of(2, 2)));
    }

    @Test
    void aRowThatIsSupersededOnOneSideProvesNothing() {
        write(box, LIMITS, 1, 1, 0);
        hub.join(new Delta(List.of(), List.of(), List.of(), Map.of(LIMITS, Ranges.of(1, 1))));

        assertThat(Matching.of(box, LIMITS, hub.scan(LIMITS, Ranges.of(1, 1), 1 << 20)))
                .isEqualTo(new StoreResult.Matched(Ranges.EMPTY, Ranges.EMPTY));
    }

    @Test
    void aLossThatWasMintedIsContentAndOneThatCameLaterIsNot() {
        lose(box, 1, LossReason.OVERLOAD);
        lose(hub, 1, LossReason.OVERLOAD);
        lose(box, 2, LossReason.OVERLOAD);
        write(hub, DEVICE, 2, 1, 0);
        lose(box, 3, LossReason.RETENTION);
        write(hub, DEVICE, 3, 1, 0);

        assertThat(Matching.of(box, DEVICE, hub.scan(DEVICE, Ranges.of(1, 3), 1 << 20)))
                .isEqualTo(new StoreResult.Matched(Ranges.of(1, 1), Ranges.of(2, 2)));
    }

    @Test
    void comparesMoreThanOneScanGives() {
        int many = 40_000;
        write(box, DEVICE, 1, many, 0);
        write(hub, DEVICE, 1, many, 0);

        assertThat(Matching.of(box, DEVICE, hub.scan(DEVICE, Ranges.of(1, many), 1 << 24)))
                .isEqualTo(new StoreResult.Matched(Ranges.of(1, many), Ranges.EMPTY));
    }

    @Test
    void anAnswerToMoreThanWasAskedIsRefused() {
        assertThat(answered(delta(AUDIT, 3, 1, 0))).contains(EndReason.VIOLATION);
    }

    @Test
    void anAnswerAboutAnotherStreamIsRefused() {
        assertThat(answered(delta(LIMITS, 1, 1, 0))).contains(EndReason.VIOLATION);
    }

    @Test
    void anAnswerThatCannotBeReadIsRefused() {
        Delta readable = delta(DEVICE, 1, 2, 0);
        ObservationBlock broken = new ObservationBlock(DEVICE, 1, 2, Bytes.copyOf(new byte[] {1, 2, 3}));

        assertThat(answered(new Delta(List.of(), List.of(broken), List.of(), readable.covered())))
                .contains(EndReason.VIOLATION);
    }

    @Test
    void anHonestAnswerIsNot() {
        assertThat(answered(delta(AUDIT, 1, 1, 0))).isEmpty();
    }

    /** How a session ends that doubts the first two entries of AUDIT or of DEVICE and is answered this. */
    private static Optional<EndReason> answered(Delta delta) {
        StreamId doubted = delta.covered().containsKey(DEVICE) ? DEVICE : AUDIT;
        SyncSession session = new SyncSession(
                new SyncIdentity(SECOND, 1, Role.GATEWAY, "box", Set.of(WARD), new LostLives.Earlier(2)),
                PeerPolicy.RELAY,
                Optional.empty(),
                true);
        SyncTime now = new SyncTime(1_000, 1_000);
        session.step(new SyncInput.Opened(), now);
        session.step(new SyncInput.Stored(1, new StoreResult.Contexts(new TreeMap<>())), now);
        List<SyncMessage> greetings = List.of(
                new SyncMessage.Hello(2, 2, Role.HUB, HUB, 1, "hub", new TreeSet<>(Set.of(WARD)), new TreeMap<>(), 0),
                new SyncMessage.Heads(List.of(new ChainHead(doubted, 9, 5))));
        FrameWriter writer = new FrameWriter();
        for (SyncMessage greeting : greetings) {
            session.step(new SyncInput.Received(writer.write(greeting)), now);
            writer.agree(2);
        }
        session.step(new SyncInput.Stored(2, new StoreResult.Compared(List.of(ChainVerdict.BEYOND))), now);
        session.step(new SyncInput.Stored(3, new StoreResult.Unaccepted(Map.of(doubted, Ranges.of(1, 2)))), now);
        return session.step(
                        new SyncInput.Received(writer.write(new SyncMessage.Data(1, 1, true, Lane.REPAIR, delta))), now)
                .end()
                .map(SyncEnd::reason);
    }

    private SessionPair.Outcome meet(Actor actor) {
        return new SessionPair(WARD, actor, box, HUB, hub).run();
    }

    /** Entries as their writer mints them; another flavour is another content. */
    private static void write(InMemoryReplicaStore store, StreamId stream, long first, int count, int flavour) {
        Delta delta = delta(stream, first, count, flavour);
        try {
            long before =
                    first == 1 ? Chain.START : store.chainAt(stream, first - 1).orElse(Chain.START);
            store.join(delta.withHeads(
                    Map.of(stream, Chain.after(before, delta, stream).orElseThrow())));
        } catch (MalformedBytesException own) {
            throw new AssertionError(own);
        }
    }

    private static void lose(InMemoryReplicaStore store, long seq, LossReason reason) {
        store.join(new Delta(
                List.of(),
                List.of(),
                List.of(new Lost(DEVICE, seq, seq, reason, 1)),
                Map.of(DEVICE, Ranges.of(seq, seq))));
    }

    private static Delta delta(StreamId stream, long first, int count, int flavour) {
        Ranges covered = Ranges.of(first, first + count - 1);
        if (stream.shard().family() == Family.OBS) {
            List<Reading> readings = new ArrayList<>();
            for (long seq = first; seq < first + count; seq++) {
                readings.add(
                        new Observation(150456, 90 + flavour, 0, 262688, Validity.VALID, seq, Reading.NO_DEVICE_TIME));
            }
            return new Delta(
                    List.of(), List.of(Blocks.of(stream, first, readings)), List.of(), Map.of(stream, covered));
        }
        List<Row> rows = new ArrayList<>();
        for (long seq = first; seq < first + count; seq++) {
            rows.add(new Row(
                    stream.shard(),
                    "key " + seq,
                    new Dot(stream.actor(), seq),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(seq, 0),
                    1 + flavour,
                    Bytes.EMPTY));
        }
        return Delta.ofRows(stream, rows, covered);
    }
}

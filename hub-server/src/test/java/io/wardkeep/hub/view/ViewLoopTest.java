package io.wardkeep.hub.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.StoreException;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.RosterEntry;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import io.wardkeep.ward.view.LinkState;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewLoopTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor BOX = Actor.of(new UUID(7, 1), 1);
    private static final long PATIENCE_SECONDS = 30;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final AtomicReference<ViewLoop.Reload> record = new AtomicReference<>(() -> List.of(roster(1, "7A-01")));
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Seen seen = new Seen();
    /** Goes on whenever somebody looks: a bed is shown anew at most twice a second. */
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.addAndGet(100));

    private final ViewLoop loop = new ViewLoop(
            () -> new HubBoard(ZoneOffset.UTC, now.get(), seen),
            () -> record.get().read(),
            clock,
            _ -> broken.set(true));

    @AfterEach
    void stop() {
        loop.close();
        assertThat(broken).isFalse();
    }

    @Test
    void whileTheRecordIsAwayContactIsStillLost() throws InterruptedException {
        loop.replaceContact(board -> board.links(List.of(link(true))));
        loop.start();
        seen.awaitLink("7A-01", LinkState.STALE);
        record.set(() -> {
            throw new StoreException("the record cannot be read", new SQLException("away"));
        });

        loop.reload();
        loop.replaceContact(board -> board.links(List.of(link(false))));

        seen.awaitLink("7A-01", LinkState.LOST);
    }

    @Test
    void whileAReadingWaitsForTheDatabaseContactIsStillLostAndNewsIsTaken() throws InterruptedException {
        CountDownLatch comesBack = new CountDownLatch(1);
        loop.replaceContact(board -> board.links(List.of(link(true))));
        loop.start();
        seen.awaitLink("7A-01", LinkState.STALE);
        CountDownLatch asked = new CountDownLatch(1);
        record.set(() -> {
            asked.countDown();
            await(comesBack);
            return List.of(roster(1, "7A-01"));
        });
        loop.reload();
        await(asked);

        loop.replaceContact(board -> board.links(List.of(link(false))));
        seen.awaitLink("7A-01", LinkState.LOST);
        loop.durable(roster(2, "7A-02"));
        seen.awaitLink("7A-02", LinkState.LOST);

        // What was read is older than the second bed, which is on the new board all the same.
        seen.clear();
        comesBack.countDown();
        seen.awaitLink("7A-01", LinkState.LOST);
        seen.awaitLink("7A-02", LinkState.LOST);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static Delta roster(int ordinal, String bed) {
        return new Delta(
                List.of(new RosterEntry(
                                BOX.site(),
                                ordinal,
                                new DeviceId("ox-0" + ordinal),
                                new BedId(bed),
                                "nonin-oem3",
                                "7a-box-1",
                                "adult")
                        .row(WARD, new Dot(BOX, ordinal), VersionVector.EMPTY, HybridTimestamp.of(1, 0))),
                List.of(),
                List.of(),
                Map.of());
    }

    private static GatewayLink link(boolean live) {
        return new GatewayLink(
                BOX.site(),
                "7a-box-1",
                Set.of(WARD),
                live,
                1_000,
                0,
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                "");
    }

    /** Beds as they are shown. */
    private static final class Seen implements ViewSink {

        private final BlockingQueue<BedView> beds = new LinkedBlockingQueue<>();

        void clear() {
            beds.clear();
        }

        void awaitLink(String bed, LinkState link) throws InterruptedException {
            for (; ; ) {
                BedView shown = beds.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(shown).as("%s %s", bed, link).isNotNull();
                if (shown.bed().equals(bed) && shown.link() == link) {
                    return;
                }
            }
        }

        @Override
        public void bed(BedView bed) {
            beds.add(bed);
        }

        @Override
        public void wave(BedId bed, Waveform run) {}

        @Override
        public void alerts(List<AlertView> alerts) {}

        @Override
        public void conflicts(List<ConflictView> conflicts) {}

        @Override
        public void gateways(List<GatewayView> gateways) {}
    }
}

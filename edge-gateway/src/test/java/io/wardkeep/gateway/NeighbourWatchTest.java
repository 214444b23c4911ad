package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What this box believes of what a neighbour says. */
class NeighbourWatchTest {

    private static final UUID HERE = new UUID(1, 1);
    private static final UUID THERE = new UUID(2, 2);
    private static final SyncEnd REGRESSED = new SyncEnd(EndReason.IDENTITY_REGRESSED, "the peer has more", false, 3);

    private final WardInbox inbox = new WardInbox();
    private final Map<UUID, Map<StreamId, Ranges>> acknowledged = new TreeMap<>();
    private final List<SyncEnd> restored = new ArrayList<>();

    @Test
    void aNeighboursCopyOfOursIsNoAcknowledgement() {
        StreamId ours = stream(HERE);
        StreamId theirs = stream(THERE);
        Holding held = new Holding(Ranges.of(1, 9), Ranges.EMPTY);
        watch(false).holds(THERE, new TreeMap<>(Map.of(ours, held, theirs, held)));

        assertThat(acknowledged).containsOnly(Map.entry(THERE, Map.of(theirs, Ranges.of(1, 9))));
    }

    @Test
    void aNeighbourThatKnowsMoreOfUsThanWeDoMeansThatWeWereRestored() {
        watch(false).ended("7a-box-2", REGRESSED);

        assertThat(restored).containsExactly(REGRESSED);
    }

    @Test
    void nobodyCanKnowMoreOfALifeThatHasJustBegun() {
        NeighbourWatch watch = watch(true);
        watch.ended("7a-box-2", REGRESSED);
        watch.ended("7a-box-2", REGRESSED);

        assertThat(restored).isEmpty();
        assertThat(inbox.size()).as("people are told, once").isEqualTo(1);
    }

    @Test
    void anEarlierLifeMayBeKnownBetterByANeighbourEvenWhenThisOneHasJustBegun() {
        SyncEnd forked = new SyncEnd(EndReason.FORKED, "another history of an earlier life", false, 2);
        watch(true).ended("7a-box-2", forked);

        assertThat(restored).containsExactly(forked);
    }

    @Test
    void whatANeighbourSaysOfItselfAndOrdinaryEndsAreItsOwnAffair() {
        NeighbourWatch watch = watch(false);
        watch.ended("7a-box-2", new SyncEnd(EndReason.IDENTITY_REGRESSED, "it was restored", true, 0));
        watch.ended("7a-box-2", new SyncEnd(EndReason.CUT, "cable", false, 0));

        assertThat(restored).isEmpty();
        assertThat(inbox.size()).isZero();
    }

    private NeighbourWatch watch(boolean lifeIsNew) {
        Optional<Actor> newLife = lifeIsNew ? Optional.of(Actor.of(new UUID(1, 1), 3)) : Optional.empty();
        return new NeighbourWatch(inbox, acknowledged::put, newLife, restored::add);
    }

    private static StreamId stream(UUID site) {
        return new StreamId(new ShardId(new WardId("7A"), Family.OBS), Actor.of(site, 1), 1);
    }
}

package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.Ended;
import io.wardkeep.ward.record.AlertFact.PauseCancelled;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Raised;
import io.wardkeep.ward.record.AlertFact.Reset;
import io.wardkeep.ward.record.AlertStanding.State;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The sentences of the merge rules, one by one. */
class AlertEpisodeTest {

    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);

    private static Dot gateway(long seq) {
        return new Dot(Spoken.GATEWAY, seq);
    }

    private static Dot hub(long seq) {
        return new Dot(Spoken.HUB, seq);
    }

    private static Raised raised(long epoch, AlertPriority priority, boolean latching) {
        return new Raised(
                Spoken.KEY,
                epoch,
                priority,
                100 * epoch,
                Optional.of(Decimal.of(90)),
                Optional.of(Decimal.of(82)),
                262688,
                latching,
                Optional.empty());
    }

    private static AlertEpisode episode(boolean latching) {
        return AlertEpisode.empty(Spoken.KEY).plus(gateway(1), raised(1, AlertPriority.MEDIUM, latching));
    }

    private static State state(AlertEpisode episode) {
        return episode.standing().orElseThrow().state();
    }

    private static Paused paused(long untilMillis, SortedSet<Dot> seen) {
        return new Paused(Spoken.KEY, 1, untilMillis, NURSE, 0, seen);
    }

    @Test
    void whatWasSaidOfAnEpochThatNobodyRaisedCoversNothing() {
        AlertEpisode claimed = episode(false)
                .plus(hub(1), new Acknowledged(Spoken.KEY, Long.MAX_VALUE, NURSE, 5))
                .plus(hub(2), new Paused(Spoken.KEY, 7, 60_000, NURSE, 0, new TreeSet<>()));

        assertThat(state(claimed)).isEqualTo(State.ACTIVE_UNACK);
        assertThat(claimed.standing().orElseThrow().audible(1)).isTrue();
    }

    @Test
    void anEpochOfALaterLifeIsNoneThatALostLifeCanHaveOpened() {
        EpisodeId episode = new EpisodeId(gateway(1));
        Actor later = Actor.of(Spoken.GATEWAY.site(), Spoken.GATEWAY.incarnation() + 1);

        assertThat(Raised.epochAfter(1, episode, Spoken.GATEWAY)).isEqualTo(2);
        long first = Raised.epochAfter(1, episode, later);
        assertThat(first).isGreaterThan(1 << 20).isLessThan(1L << 53);
        assertThat(Raised.epochAfter(first, episode, later)).isEqualTo(first + 1);
        assertThat(Raised.epochAfter(1, episode, Actor.of(later.site(), -1))).isLessThan(1L << 53);
    }

    @Test
    void whatPeopleSaidOfAnUnknownEpisodeShowsNothingYet() {
        AlertEpisode only = AlertEpisode.empty(Spoken.KEY).plus(hub(1), new Acknowledged(Spoken.KEY, 1, NURSE, 5));
        assertThat(only.standing()).isEmpty();
    }

    @Test
    void anAcknowledgementCoversTheEpochThatWasSeen() {
        assertThat(state(episode(false).plus(hub(1), new Acknowledged(Spoken.KEY, 1, NURSE, 5))))
                .isEqualTo(State.ACTIVE_ACK);
    }

    @Test
    void anEscalationThatTheAcknowledgerHadNotSeenSounds() {
        AlertEpisode merged = episode(false)
                .plus(hub(1), new Acknowledged(Spoken.KEY, 1, NURSE, 5))
                .plus(gateway(2), raised(2, AlertPriority.HIGH, false));
        assertThat(state(merged)).isEqualTo(State.ACTIVE_UNACK);
        assertThat(merged.standing().orElseThrow().priority()).isEqualTo(AlertPriority.HIGH);
        assertThat(merged.standing().orElseThrow().sinceMillis()).isEqualTo(100);
        assertThat(merged.standing().orElseThrow().raisedMillis()).isEqualTo(200);
    }

    @Test
    void anUnacknowledgedLatchingEpisodeLatchesUntilReset() {
        AlertEpisode over = episode(true).plus(gateway(2), new Ended(Spoken.KEY, 300, EndReason.RESOLVED));
        assertThat(state(over)).isEqualTo(State.LATCHED);
        assertThat(state(over.plus(hub(1), new Reset(Spoken.KEY, NURSE, 400)))).isEqualTo(State.ENDED);
        assertThat(state(over.plus(hub(1), new Acknowledged(Spoken.KEY, 1, NURSE, 400))))
                .isEqualTo(State.ENDED);
    }

    @Test
    void whatWasSwitchedOffDoesNotLatch() {
        assertThat(state(episode(true).plus(gateway(2), new Ended(Spoken.KEY, 300, EndReason.DISABLED))))
                .isEqualTo(State.ENDED);
    }

    @Test
    void aResetBeforeTheEndMeansNothing() {
        AlertEpisode active = episode(true).plus(hub(1), new Reset(Spoken.KEY, NURSE, 50));
        assertThat(state(active)).isEqualTo(State.ACTIVE_UNACK);
    }

    @Test
    void ofConcurrentPausesTheShorterHolds() {
        AlertStanding standing = episode(false)
                .plus(hub(1), paused(60_000, new TreeSet<>()))
                .plus(gateway(2), paused(30_000, new TreeSet<>()))
                .standing()
                .orElseThrow();
        assertThat(standing.audible(29_999)).isFalse();
        assertThat(standing.audible(30_000)).isTrue();
    }

    @Test
    void aLaterPauseThatSawTheEarlierReplacesIt() {
        AlertEpisode first = episode(false).plus(hub(1), paused(30_000, new TreeSet<>()));
        AlertStanding standing =
                first.plus(hub(2), paused(60_000, first.pauseDots())).standing().orElseThrow();
        assertThat(standing.audible(59_999)).isFalse();
    }

    @Test
    void aCancelWinsOverAConcurrentPause() {
        AlertEpisode cancelled = episode(false)
                .plus(gateway(2), new PauseCancelled(Spoken.KEY, NURSE, 0))
                .plus(hub(1), paused(60_000, new TreeSet<>()));
        assertThat(cancelled.standing().orElseThrow().audible(1)).isTrue();
        assertThat(cancelled
                        .plus(hub(2), paused(60_000, cancelled.pauseDots()))
                        .standing()
                        .orElseThrow()
                        .audible(1))
                .isFalse();
    }

    @Test
    void aCancelThatAnEarlierPauseHadSeenIsNotNewsToTheNextOne() {
        AlertEpisode atHub = episode(false).plus(hub(1), new PauseCancelled(Spoken.KEY, NURSE, 0));
        Paused first = paused(30_000, atHub.pauseDots());
        // The pause comes to the gateway before the cancel that it follows.
        AlertEpisode atGateway = episode(false).plus(hub(2), first);
        Paused next = paused(60_000, atGateway.pauseDots());
        AlertStanding merged = atHub.plus(hub(2), first)
                .join(atGateway.plus(gateway(2), next))
                .standing()
                .orElseThrow();
        assertThat(merged.audible(59_999)).isFalse();
    }

    @Test
    void aPauseOfAnEarlierEpochDoesNotSilenceTheNext() {
        AlertEpisode escalated = episode(false)
                .plus(hub(1), paused(60_000, new TreeSet<>()))
                .plus(gateway(2), raised(2, AlertPriority.HIGH, false));
        assertThat(escalated.standing().orElseThrow().audible(1)).isTrue();
    }
}

package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.record.AlertFact.Paused;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PauseEndsTest {

    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);
    private static final Dot RAISE = Spoken.KEY.episode().raise();
    private static final Dot FIRST = new Dot(Actor.of(new UUID(9, 9), 1), 1);
    private static final Dot SECOND = new Dot(Actor.of(new UUID(9, 9), 1), 2);
    private static final long NOW = 1_000_000;
    private static final long YEAR = 31_536_000_000L;

    private final PauseEnds ends = new PauseEnds(120_000);

    @Test
    void aPauseOfAClockThatIsAheadLastsAsLongAsItAskedForAndNoLonger() {
        Paused pause = paused(NOW + YEAR, 60_000, new TreeSet<>());
        ends.heard(FIRST, pause, NOW);
        ends.heard(FIRST, pause, NOW + 50_000);

        assertThat(ends.end(episode().plus(FIRST, pause))).hasValue(NOW + 60_000);
    }

    @Test
    void aPauseIsCutToTheLongest() {
        Paused pause = paused(NOW, 3_600_000, new TreeSet<>());
        ends.heard(FIRST, pause, NOW);

        assertThat(ends.end(episode().plus(FIRST, pause))).hasValue(NOW + 120_000);
    }

    @Test
    void aPauseThatComesLateIsOver() {
        Paused pause = paused(NOW - 600_000, 60_000, new TreeSet<>());
        ends.heard(FIRST, pause, NOW);

        assertThat(ends.end(episode().plus(FIRST, pause)).orElseThrow()).isLessThan(NOW);
    }

    @Test
    void ofConcurrentPausesTheFirstThatEndsHereCountsWhateverTheirClocksSay() {
        Paused brief = paused(NOW + YEAR, 30_000, new TreeSet<>());
        Paused lasting = paused(NOW, 120_000, new TreeSet<>());
        ends.heard(FIRST, brief, NOW);
        ends.heard(SECOND, lasting, NOW);

        assertThat(ends.end(episode().plus(FIRST, brief).plus(SECOND, lasting))).hasValue(NOW + 30_000);
    }

    @Test
    void aPauseOfALifeBeforeIsOver() {
        assertThat(ends.end(episode().plus(FIRST, paused(NOW, 60_000, new TreeSet<>()))))
                .isEmpty();
    }

    private static AlertEpisode episode() {
        return AlertEpisode.empty(Spoken.KEY)
                .plus(
                        RAISE,
                        new AlertFact.Raised(
                                Spoken.KEY,
                                1,
                                AlertPriority.HIGH,
                                NOW,
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                false,
                                Optional.empty()));
    }

    private static Paused paused(long atMillis, long lastsMillis, SortedSet<Dot> seen) {
        return new Paused(Spoken.KEY, 1, atMillis + lastsMillis, NURSE, atMillis, seen);
    }
}

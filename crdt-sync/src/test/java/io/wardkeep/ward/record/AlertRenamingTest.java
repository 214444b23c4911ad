package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.PauseCancelled;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Raised;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a forked box said of alerts, said again in its next life. Everything after sequence 4 is given up. */
class AlertRenamingTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor FORKED = Actor.of(new UUID(1, 1), 5);
    private static final Actor NEXT = Actor.of(new UUID(1, 1), 6);
    private static final Actor HUB = Actor.of(new UUID(9, 9), 1);
    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);
    private static final ConditionKey CONDITION = ConditionKey.limit(new BedId("7A-01"), 150456, AlertKind.LIMIT_LOW);

    private final AlertRenaming renaming = new AlertRenaming(dot -> dot.actor().equals(FORKED) && dot.seq() > 4);
    private long minted;

    @Test
    void anEpisodeThatNobodyHeardOfIsRaisedUnderANewName() throws MalformedBytesException {
        EpisodeKey before = key(5);
        AlertFact raise = again(5, raised(before, 1));
        AlertFact acknowledged = again(6, new Acknowledged(before, 1, NURSE, 3));

        EpisodeKey after = new EpisodeKey(CONDITION, new EpisodeId(new Dot(NEXT, 1)));
        assertThat(raise).isEqualTo(raised(after, 1));
        assertThat(acknowledged).isEqualTo(new Acknowledged(after, 1, NURSE, 3));
    }

    @Test
    void anEpochThatOthersKnowAnotherOfIsNotCoveredByWhatTheySaidOfIt() throws MalformedBytesException {
        EpisodeKey shared = key(3);
        Raised second = (Raised) again(5, raised(shared, 2));
        Raised third = (Raised) again(6, raised(shared, 3));
        Acknowledged here = (Acknowledged) again(7, new Acknowledged(shared, 3, NURSE, 3));

        AlertEpisode episode = AlertEpisode.empty(shared)
                .plus(new Dot(FORKED, 3), raised(shared, 1))
                .plus(new Dot(FORKED, 5), raised(shared, 2))
                .plus(new Dot(HUB, 1), new Acknowledged(shared, 2, NURSE, 3))
                .plus(new Dot(NEXT, 1), second)
                .plus(new Dot(NEXT, 2), third);
        assertThat(second.epoch()).isGreaterThan(6 << 20);
        assertThat(third.epoch()).isGreaterThan(second.epoch());
        assertThat(episode.standing().orElseThrow().attentionNeeded()).isTrue();
        assertThat(episode.plus(new Dot(NEXT, 3), here).standing().orElseThrow().attentionNeeded())
                .isFalse();
    }

    @Test
    void aPauseForgetsCancelsThatMeanSomethingElseNow() throws MalformedBytesException {
        EpisodeKey shared = key(3);
        again(5, new PauseCancelled(shared, NURSE, 3));
        Dot accepted = new Dot(FORKED, 4);
        SortedSet<Dot> seen = new TreeSet<>(List.of(accepted, new Dot(FORKED, 5), new Dot(FORKED, 9)));
        Paused pause = (Paused) again(6, new Paused(shared, 1, 9, NURSE, 3, seen));

        assertThat(pause.seen()).containsExactly(accepted, new Dot(NEXT, 1));
    }

    @Test
    void whatIsNoFactOfThisReleaseKeepsItsBytes() {
        Row unknown = new Row(
                new ShardId(WARD, Family.ALERT),
                key(5).text(),
                new Dot(FORKED, 7),
                VersionVector.EMPTY,
                HybridTimestamp.of(1, 0),
                99,
                Bytes.copyOf(new byte[] {1, 2}));
        Row again = renaming.again(unknown, new Dot(NEXT, 1));

        assertThat(again.payload()).isEqualTo(unknown.payload());
        assertThat(again.kind()).isEqualTo(99);
        assertThat(again.dot()).isEqualTo(new Dot(NEXT, 1));
    }

    private AlertFact again(long seq, AlertFact fact) throws MalformedBytesException {
        Row row = AlertFacts.row(WARD, new Dot(FORKED, seq), HybridTimestamp.of(seq, 0), fact);
        return AlertFacts.fact(renaming.again(row, new Dot(NEXT, ++minted))).orElseThrow();
    }

    private static EpisodeKey key(long raise) {
        return new EpisodeKey(CONDITION, new EpisodeId(new Dot(FORKED, raise)));
    }

    private static Raised raised(EpisodeKey key, long epoch) {
        return new Raised(
                key,
                epoch,
                AlertPriority.MEDIUM,
                epoch,
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Optional.empty());
    }
}

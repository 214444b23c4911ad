package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssignmentProposalTest {

    private static final Author ADMISSIONS = new Author("ADT A01", AssignmentProposal.ROLE, Author.BED);
    private static final Author CHARGE = new Author("E. Berg", "charge", Author.BED);
    private static final Patient EK = new Patient("Ek, M.", "4711");
    private static final Patient HOLM = new Patient("Holm, P.", "4712");

    @Test
    void aProposalReadsBackFromItsRow() {
        Laws.hold(choices -> {
            AssignmentProposal proposal = Settings.proposal(choices);
            Row row = row(proposal, new Dot(Settings.ACTORS.getFirst(), 3), VersionVector.EMPTY);
            assertThat(AssignmentProposal.of(row)).contains(proposal);
            assertThat(AssignmentSetting.of(row)).as("assigns nobody").isEmpty();
        });
    }

    @Test
    void whatIsReadDoesNotDependOnTheOrder() {
        Laws.hold(choices -> {
            List<Sibling<AssignmentProposal>> said = new ArrayList<>();
            for (int actor = 0; actor < 1 + choices.below(4); actor++) {
                said.add(said(actor % Settings.ACTORS.size(), actor + 1, Settings.proposal(choices)));
            }
            Optional<Sibling<AssignmentProposal>> standing = AssignmentProposal.standing(said, Optional.of(EK));
            Collections.rotate(said, 1 + choices.below(3));
            assertThat(AssignmentProposal.standing(said, Optional.of(EK))).isEqualTo(standing);
        });
    }

    @Test
    void whatHappenedLastCountsHoweverItCame() {
        assertThat(standing(came(HOLM, 20), came(EK, 10))).isEqualTo(came(HOLM, 20));
        assertThat(standing(came(EK, 10), left(EK, 20))).isEqualTo(left(EK, 20));
        assertThat(standing(left(EK, 10), came(EK, 20))).isEqualTo(came(EK, 20));
    }

    @Test
    void ofOneEventADecisionCounts() {
        assertThat(standing(came(EK, 10), came(EK, 10).decided(CHARGE)).isOpen())
                .isFalse();
        assertThat(standing(came(EK, 10).decided(CHARGE), came(HOLM, 10)))
                .as("another one of the same minute")
                .isEqualTo(came(HOLM, 10));
    }

    @Test
    void somebodyElsesDepartureTakesNobodyAway() {
        assertThat(standing(came(EK, 10), left(HOLM, 20))).isEqualTo(came(EK, 10));
        assertThat(AssignmentProposal.standing(
                        List.of(said(0, 1, came(EK, 10).decided(CHARGE)), said(0, 2, left(HOLM, 20))), Optional.of(EK)))
                .as("whom the ward has there since")
                .hasValueSatisfying(
                        standing -> assertThat(standing.value().isOpen()).isFalse());
        assertThat(standing(came(EK, 10).decided(CHARGE), left(HOLM, 20)))
                .as("who may be the one that the ward has there")
                .isEqualTo(left(HOLM, 20));
    }

    @Test
    void onlyWhatIsNotKnownAndNotOverIsNews() {
        List<Sibling<AssignmentProposal>> known =
                List.of(said(0, 1, came(EK, 20).decided(CHARGE)), said(0, 2, left(EK, 30)));

        assertThat(came(EK, 20).isNews(known)).as("told again").isFalse();
        assertThat(came(HOLM, 10).isNews(known)).as("before the decided one").isFalse();
        assertThat(came(HOLM, 20).isNews(known)).as("in the same minute").isTrue();
        assertThat(came(HOLM, 25).isNews(known)).as("before somebody else left").isTrue();
        assertThat(left(HOLM, 25).isNews(known)).isFalse();
        assertThat(left(EK, 40).isNews(known)).isTrue();
    }

    @Test
    void whoDecidesDecidesAboutWhatWasSeenAndNothingElse() throws Exception {
        Actor box = Settings.ACTORS.get(0);
        Actor other = Settings.ACTORS.get(1);
        Row ours = row(came(EK, 20), new Dot(box, 3), VersionVector.EMPTY);
        Row theirs = row(came(HOLM, 30), new Dot(other, 5), VersionVector.EMPTY);

        AssignmentProposal.Decision one = AssignmentProposal.decide(
                        List.of(ours, theirs), List.of(ours.dot().text()), box, CHARGE)
                .orElseThrow();
        assertThat(one.proposal()).isEqualTo(came(EK, 20).decided(CHARGE));
        assertThat(one.supersedes().covers(ours.dot())).isTrue();
        assertThat(one.supersedes().covers(theirs.dot())).isFalse();

        Row decided = row(one.proposal(), new Dot(box, 4), one.supersedes());
        AssignmentProposal.Decision both = AssignmentProposal.decide(
                        List.of(decided, theirs), List.of(theirs.dot().text()), box, CHARGE)
                .orElseThrow();
        assertThat(both.proposal()).isEqualTo(came(HOLM, 30).decided(CHARGE));
        assertThat(both.supersedes().covers(decided.dot())).isTrue();
        assertThat(AssignmentProposal.decide(List.of(theirs), List.of(), box, CHARGE))
                .isEmpty();
    }

    @Test
    void aPatientDoesNotEndUpInALog() {
        assertThat(came(EK, 10).toString()).doesNotContain("Ek", "4711");
    }

    private static AssignmentProposal standing(AssignmentProposal... said) {
        List<Sibling<AssignmentProposal>> siblings = new ArrayList<>();
        for (AssignmentProposal one : said) {
            siblings.add(said(0, siblings.size() + 1, one));
        }
        return AssignmentProposal.standing(siblings, Optional.empty())
                .orElseThrow()
                .value();
    }

    private static AssignmentProposal came(Patient who, long atMillis) {
        return new AssignmentProposal(Settings.BED, who, who.detail(), true, ADMISSIONS, atMillis, true);
    }

    private static AssignmentProposal left(Patient who, long atMillis) {
        return new AssignmentProposal(Settings.BED, who, who.detail(), false, ADMISSIONS, atMillis, true);
    }

    private static Sibling<AssignmentProposal> said(int actor, long seq, AssignmentProposal proposal) {
        return new Sibling<>(new Dot(Settings.ACTORS.get(actor), seq), HybridTimestamp.of(1, 0), proposal);
    }

    private static Row row(AssignmentProposal proposal, Dot dot, VersionVector supersedes) {
        return proposal.row(new WardId("7A"), dot, supersedes, HybridTimestamp.of(1, 2));
    }
}

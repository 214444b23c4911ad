package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssignmentProposalTest {

    private static final Author ADMISSIONS = new Author("ADT A01", AssignmentProposal.ROLE, Author.BED);
    private static final Author CHARGE = new Author("E. Berg", "charge", Author.BED);
    private static final Patient EK = new Patient("Ek, M.", "");

    @Test
    void aProposalReadsBackFromItsRow() {
        Laws.hold(choices -> {
            AssignmentProposal proposal = Settings.proposal(choices);
            Row row = proposal.row(
                    new WardId("7A"),
                    new Dot(Settings.ACTORS.getFirst(), 3),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(1, 2));
            assertThat(AssignmentProposal.of(row)).contains(proposal);
            assertThat(AssignmentSetting.of(row)).as("assigns nobody").isEmpty();
        });
    }

    @Test
    void whatHappenedLastCountsHoweverItCame() {
        Sibling<AssignmentProposal> late = said(0, proposal(10));
        Sibling<AssignmentProposal> last = said(1, proposal(20));

        assertThat(AssignmentProposal.latest(List.of(last, late))).contains(last);
    }

    @Test
    void ofWhatHappenedAtOneTimeADecisionCounts() {
        Sibling<AssignmentProposal> open = said(1, proposal(10));
        Sibling<AssignmentProposal> decided = said(0, proposal(10).decided(CHARGE));

        assertThat(AssignmentProposal.latest(List.of(open, decided))).contains(decided);
    }

    private static AssignmentProposal proposal(long atMillis) {
        return new AssignmentProposal(Settings.BED, Optional.of(EK), ADMISSIONS, atMillis, true);
    }

    private static Sibling<AssignmentProposal> said(int actor, AssignmentProposal proposal) {
        return new Sibling<>(new Dot(Settings.ACTORS.get(actor), 1), HybridTimestamp.of(1, 0), proposal);
    }
}

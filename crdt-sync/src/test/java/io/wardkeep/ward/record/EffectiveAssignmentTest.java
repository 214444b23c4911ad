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

class EffectiveAssignmentTest {

    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);
    private static final Patient EK = new Patient("Ek, M.", "");
    private static final Patient SJO = new Patient("Sjö, B.", "");

    private static Sibling<AssignmentSetting> said(int actor, Optional<Patient> patient, long atMillis) {
        return new Sibling<>(
                new Dot(Settings.ACTORS.get(actor), 1),
                HybridTimestamp.of(atMillis, 0),
                new AssignmentSetting(Settings.BED, patient, NURSE, atMillis));
    }

    @Test
    void twoAdmissionsKeepBothPatients() {
        EffectiveAssignment read =
                EffectiveAssignment.of(List.of(said(0, Optional.of(EK), 10), said(1, Optional.of(SJO), 20)));
        assertThat(read.first()).contains(SJO);
        assertThat(read.others()).containsExactly(EK);
        assertThat(read.conflict()).isTrue();
    }

    @Test
    void aDischargeThatDidNotKnowOfAnAdmissionDoesNotEmptyTheBed() {
        EffectiveAssignment read =
                EffectiveAssignment.of(List.of(said(0, Optional.of(EK), 10), said(1, Optional.empty(), 20)));
        assertThat(read.patients()).containsExactly(EK);
        assertThat(read.conflict()).isTrue();
    }

    @Test
    void theSamePatientSaidTwiceIsNoConflict() {
        EffectiveAssignment read =
                EffectiveAssignment.of(List.of(said(0, Optional.of(EK), 10), said(1, Optional.of(EK), 20)));
        assertThat(read.patients()).containsExactly(EK);
        assertThat(read.conflict()).isFalse();
    }

    @Test
    void aPatientsTextNamesNobody() {
        assertThat(EK).asString().doesNotContain("Ek");
    }

    @Test
    void anAssignmentReadsBackFromItsRow() {
        Laws.hold(choices -> {
            AssignmentSetting setting = Settings.assignment(choices);
            Row row = setting.row(
                    new WardId("7A"),
                    new Dot(Settings.ACTORS.getFirst(), 3),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(1, 2));
            assertThat(AssignmentSetting.of(row)).contains(setting);
        });
    }
}

package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.WardId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who lies in a bed as a system says that is not at the bedside: a sibling of the register {@code proposal/bed}. It
 * assigns nothing; a person who has seen it decides, and that is written over it.
 *
 * @param bed which bed
 * @param patient who; empty where somebody has left
 * @param by what said it, or who decided
 * @param atMillis when it happened, as the system says
 * @param isOpen does it wait for a person?
 */
public record AssignmentProposal(BedId bed, Optional<Patient> patient, Author by, long atMillis, boolean isOpen) {

    /** What the keys of proposals begin with. */
    public static final String KEY_PREFIX = "proposal/";

    /** The role of a system that proposes. */
    public static final String ROLE = "admissions";

    private static final int KIND = 2;

    /** Behind the fields of an {@link AssignmentSetting}. */
    private static final int OPEN = 6;

    /** The register's key. */
    public static String key(BedId bed) {
        return KEY_PREFIX + bed;
    }

    /** What a person leaves behind who has decided about it. */
    public AssignmentProposal decided(Author person) {
        return new AssignmentProposal(bed, Optional.empty(), person, atMillis, false);
    }

    /** The row that says this, over what its writer had seen. */
    public Row row(WardId ward, Dot dot, VersionVector supersedes, HybridTimestamp at) {
        FieldsWriter fields =
                new AssignmentSetting(bed, patient, by, atMillis).fields().flag(OPEN, isOpen);
        return new Row(new ShardId(ward, Family.ASSIGN), key(bed), dot, supersedes, at, KIND, fields.toBytes());
    }

    /** What a row says; empty when it is of another kind. */
    public static Optional<AssignmentProposal> of(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.ASSIGN || row.kind() != KIND) {
            return Optional.empty();
        }
        Fields fields = Fields.read(row.payload());
        AssignmentSetting said = AssignmentSetting.read(row, fields, KEY_PREFIX);
        return Optional.of(
                new AssignmentProposal(said.bed(), said.patient(), said.by(), said.atMillis(), fields.flag(OPEN)));
    }

    /**
     * The reading rule: what happened last counts, and of what happened at one time, what was decided. Systems tell of
     * it late and in any order.
     */
    public static Optional<Sibling<AssignmentProposal>> latest(List<Sibling<AssignmentProposal>> siblings) {
        return siblings.stream()
                .max(Comparator.<Sibling<AssignmentProposal>>comparingLong(
                                sibling -> sibling.value().atMillis())
                        .thenComparing(sibling -> !sibling.value().isOpen())
                        .thenComparing(Sibling::dot));
    }
}

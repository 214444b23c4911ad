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

    private static final int AT = 1;
    private static final int BED = 2;
    private static final int BY = 3;
    private static final int LABEL = 4;
    private static final int DETAIL = 5;
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
                new FieldsWriter().signed(AT, atMillis).text(BED, bed.name()).author(BY, by);
        patient.ifPresent(who -> fields.text(LABEL, who.label()).text(DETAIL, who.detail()));
        fields.flag(OPEN, isOpen);
        return new Row(new ShardId(ward, Family.ASSIGN), key(bed), dot, supersedes, at, KIND, fields.toBytes());
    }

    /** What a row says; empty when it is of another kind. */
    public static Optional<AssignmentProposal> of(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.ASSIGN || row.kind() != KIND) {
            return Optional.empty();
        }
        Fields fields = Fields.read(row.payload());
        try {
            BedId bed = new BedId(fields.text(BED, Row.KEY_BYTES_MAX));
            if (!key(bed).equals(row.key())) {
                throw new MalformedBytesException("a proposal of another key than its row's");
            }
            return Optional.of(new AssignmentProposal(
                    bed,
                    AssignmentSetting.patient(fields, LABEL, DETAIL),
                    fields.author(BY),
                    fields.signed(AT),
                    fields.flag(OPEN)));
        } catch (IllegalArgumentException refused) {
            // A value that a record's constructor refuses could not have been written.
            throw new MalformedBytesException(String.valueOf(refused.getMessage()));
        }
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

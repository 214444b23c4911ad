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
import java.util.Optional;

/**
 * Who lies in a bed as one person said it: a sibling of the register {@code patient/bed}.
 *
 * @param bed which bed
 * @param patient who; empty for a discharge
 * @param by who said it
 * @param atMillis when, by the writer's clock
 */
public record AssignmentSetting(BedId bed, Optional<Patient> patient, Author by, long atMillis) {

    /** What the keys of assignments begin with. */
    public static final String KEY_PREFIX = "patient/";

    private static final int KIND = 1;

    private static final int AT = 1;
    private static final int BED = 2;
    private static final int BY = 3;
    private static final int LABEL = 4;
    private static final int DETAIL = 5;

    /** The register's key. */
    public static String key(BedId bed) {
        return KEY_PREFIX + bed;
    }

    /** The row that says this, over what its writer had seen. */
    public Row row(WardId ward, Dot dot, VersionVector supersedes, HybridTimestamp at) {
        return new Row(new ShardId(ward, Family.ASSIGN), key(bed), dot, supersedes, at, KIND, fields().toBytes());
    }

    /** The fields of this release; others may follow, with higher tags. */
    FieldsWriter fields() {
        FieldsWriter fields =
                new FieldsWriter().signed(AT, atMillis).text(BED, bed.name()).author(BY, by);
        patient.ifPresent(who -> fields.text(LABEL, who.label()).text(DETAIL, who.detail()));
        return fields;
    }

    /** What a row says; empty when it is of another kind. */
    public static Optional<AssignmentSetting> of(Row row) throws MalformedBytesException {
        return row.shard().family() == Family.ASSIGN && row.kind() == KIND
                ? Optional.of(read(row, Fields.read(row.payload()), KEY_PREFIX))
                : Optional.empty();
    }

    /** What the fields say of the bed that the row's key names behind its prefix. */
    static AssignmentSetting read(Row row, Fields fields, String keyPrefix) throws MalformedBytesException {
        try {
            BedId bed = new BedId(fields.text(BED, Row.KEY_BYTES_MAX));
            if (!row.key().equals(keyPrefix + bed)) {
                throw new MalformedBytesException("of another bed than its row's key");
            }
            Optional<Patient> patient = fields.has(LABEL)
                    ? Optional.of(new Patient(
                            fields.text(LABEL, 4 * Patient.TEXT_MAX), fields.text(DETAIL, 4 * Patient.TEXT_MAX)))
                    : Optional.empty();
            return new AssignmentSetting(bed, patient, fields.author(BY), fields.signed(AT));
        } catch (IllegalArgumentException refused) {
            // A value that a record's constructor refuses could not have been written.
            throw new MalformedBytesException(String.valueOf(refused.getMessage()));
        }
    }
}

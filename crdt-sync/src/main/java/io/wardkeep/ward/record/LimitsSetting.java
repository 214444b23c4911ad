package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.WardId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The limits of one metric at one bed as one person set them: a sibling of the register {@code limits/bed/code}. Limits
 * belong to the bed, so that when two patients claim it after a merge, both are under the limits of both.
 *
 * @param bed which bed
 * @param code which metric
 * @param limits what was set, in the metric's own unit
 * @param by who set it
 * @param atMillis when, by the writer's clock
 */
public record LimitsSetting(BedId bed, int code, Limits limits, Author by, long atMillis) {

    /** What the keys of limits begin with. */
    public static final String KEY_PREFIX = "limits/";

    private static final int KIND = 1;

    private static final int AT = 1;
    private static final int BED = 2;
    private static final int BY = 3;
    private static final int CODE = 4;
    private static final int LOW = 5;
    private static final int HIGH = 6;
    private static final int DELAY = 7;
    private static final int HOLD = 8;
    private static final int HYSTERESIS = 9;
    private static final int PRIORITY = 10;
    private static final int LATCHING = 11;
    private static final int ENABLED = 12;

    /** The register's key. */
    public static String key(BedId bed, int code) {
        return KEY_PREFIX + bed + "/" + code;
    }

    /** The metric whose limits at {@code bed} a register holds; empty for any other register. */
    public static OptionalInt code(BedId bed, String key) {
        String prefix = KEY_PREFIX + bed + "/";
        if (!key.startsWith(prefix)) {
            return OptionalInt.empty();
        }
        try {
            int code = Integer.parseInt(key.substring(prefix.length()));
            return key(bed, code).equals(key) ? OptionalInt.of(code) : OptionalInt.empty();
        } catch (NumberFormatException _) {
            // Keys come from other replicas, and a newer release may name other things so.
            return OptionalInt.empty();
        }
    }

    /** The row that sets this, over what its writer had seen. */
    public Row row(WardId ward, Dot dot, VersionVector supersedes, HybridTimestamp at) {
        FieldsWriter fields = new FieldsWriter()
                .signed(AT, atMillis)
                .text(BED, bed.name())
                .author(BY, by)
                .unsigned(CODE, code)
                .decimal(LOW, limits.low())
                .decimal(HIGH, limits.high())
                .unsigned(DELAY, limits.delayMillis())
                .unsigned(HOLD, limits.holdMillis())
                .decimal(HYSTERESIS, limits.hysteresis())
                .unsigned(PRIORITY, limits.priority().ordinal())
                .flag(LATCHING, limits.latching())
                .flag(ENABLED, limits.enabled());
        return new Row(new ShardId(ward, Family.CONFIG), key(bed, code), dot, supersedes, at, KIND, fields.toBytes());
    }

    /** What a row sets; empty when it is another kind of setting. */
    public static Optional<LimitsSetting> of(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.CONFIG || row.kind() != KIND) {
            return Optional.empty();
        }
        Fields fields = Fields.read(row.payload());
        try {
            LimitsSetting setting = new LimitsSetting(
                    new BedId(fields.text(BED, Row.KEY_BYTES_MAX)),
                    fields.code(CODE),
                    new Limits(
                            fields.optionalDecimal(LOW),
                            fields.optionalDecimal(HIGH),
                            fields.unsigned(DELAY),
                            fields.unsigned(HOLD),
                            fields.decimal(HYSTERESIS),
                            fields.constant(PRIORITY, AlertPriority.values()),
                            fields.flag(LATCHING),
                            fields.flag(ENABLED)),
                    fields.author(BY),
                    fields.signed(AT));
            if (!key(setting.bed, setting.code).equals(row.key())) {
                throw new MalformedBytesException("limits of another key than their row's");
            }
            return Optional.of(setting);
        } catch (IllegalArgumentException refused) {
            // A value that a record's constructor refuses could not have been written.
            throw new MalformedBytesException(String.valueOf(refused.getMessage()));
        }
    }
}

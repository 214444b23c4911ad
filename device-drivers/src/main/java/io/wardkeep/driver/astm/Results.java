package io.wardkeep.driver.astm;

import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which results are taken: those whose LOINC code and unit mean a metric exactly. */
final class Results {

    /**
     * A result.
     *
     * @param loinc what analysers call it
     * @param units how they write the metric's own unit
     * @param metric what it is
     */
    record Result(String loinc, List<String> units, Metric metric) {}

    private static final List<String> MILLIMOLES = List.of("mmol/L", "mmol/l", "mM");
    /** For ions of one charge an equivalent is a mole. */
    private static final List<String> EQUIVALENTS = List.of("mmol/L", "mmol/l", "mM", "mEq/L", "meq/L", "mEq/l");

    private static final List<String> MERCURY = List.of("mm[Hg]", "mmHg", "mm Hg");
    private static final List<String> NO_UNIT = List.of("", "1", "pH", "[pH]");

    /**
     * Mass concentrations of glucose are not here: the factor between them and moles is not exact. Nor are gases of
     * blood from anywhere but an artery, for which there are no codes.
     */
    private static final List<Result> TABLE = List.of(
            new Result("15074-8", MILLIMOLES, Measurements.metric(160_020)),
            new Result("14743-9", MILLIMOLES, Measurements.metric(160_020)),
            new Result("2947-0", EQUIVALENTS, Measurements.metric(160_012)),
            new Result("2951-2", EQUIVALENTS, Measurements.metric(160_012)),
            new Result("6298-4", EQUIVALENTS, Measurements.metric(160_016)),
            new Result("2823-3", EQUIVALENTS, Measurements.metric(160_016)),
            new Result("2069-3", EQUIVALENTS, Measurements.metric(160_104)),
            new Result("2075-0", EQUIVALENTS, Measurements.metric(160_104)),
            new Result("1994-3", MILLIMOLES, Measurements.metric(160_024)),
            new Result("2744-1", NO_UNIT, Measurements.metric(159_748)),
            new Result("2019-8", MERCURY, Measurements.metric(159_752)),
            new Result("2703-7", MERCURY, Measurements.metric(159_756)));

    private static final int COMPONENTS_MAX = 8;

    private Results() {}

    /** Codes of the numbers that may be given. */
    static SortedSet<Integer> codes() {
        SortedSet<Integer> codes = new TreeSet<>();
        TABLE.forEach(result -> codes.add(result.metric().code()));
        return codes;
    }

    /** What the test of a result record is, by any component of its id; null where it is none of these. */
    static @Nullable Result find(AstmRecord record) {
        for (int component = 0; component < COMPONENTS_MAX && record.field(2).component(component); component++) {
            for (int row = 0; row < TABLE.size(); row++) {
                if (record.is(TABLE.get(row).loinc())) {
                    return TABLE.get(row);
                }
            }
        }
        return null;
    }

    /** Is the value of a result record in the metric's own unit? */
    static boolean isInItsUnit(AstmRecord record, Result result) {
        for (int unit = 0; unit < result.units().size(); unit++) {
            if (record.field(4).is(result.units().get(unit))) {
                return true;
            }
        }
        return false;
    }
}

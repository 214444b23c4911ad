package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor's 16-bit identifiers mean. An identifier and a unit together are a metric, and no identifier is
 * taken in a unit that does not convert exactly.
 */
final class Parameters {

    /**
     * A metric as the monitor sends it.
     *
     * @param physiological the monitor's identifier
     * @param unit the monitor's unit
     * @param metric what it is
     * @param decimals how many places the point moves to the left on the way to the metric's own unit
     */
    record Parameter(int physiological, int unit, Metric metric, int decimals) {

        private int key() {
            return Parameters.key(physiological, unit);
        }
    }

    private static final int PHYSIOLOGICAL_PARTITION = 2 << 16;
    private static final int UNIT_PARTITION = 4 << 16;
    /** Identifiers from here on are the maker's own. */
    private static final int PRIVATE = 0xF000;

    private static final int MILLIMETRE = 0x0512;
    private static final int MICROVOLT = 0x10B3;
    private static final int ST_FIRST = 0x0300;
    private static final int ST_LAST = 0x03FF;

    private static final SortedSet<Integer> NUMERICS = new TreeSet<>(Arrays.asList(
            147842, 148066, 149514, 149522, 149530, 149546, 131841, 131842, 131843, 131844, 131845, 131846, 131847,
            131848, 131901, 131902, 131903, 131904, 131927, 131931, 147232, 147236, 150456, 150324, 150332, 151562,
            151570, 151708, 151738, 152196, 152440, 151856, 150021, 150022, 150023, 150033, 150034, 150035, 150037,
            150038, 150039, 150045, 150046, 150047, 150052, 150067, 150071, 150087, 153604, 153611, 150344, 150348,
            150364, 150368, 150372, 150380, 150388, 150392, 188420, 188436, 150276, 149772));

    private static final SortedSet<Integer> WAVES = new TreeSet<>(Arrays.asList(
            131329, 131330, 131331, 131332, 131333, 131334, 131335, 131336, 131389, 131390, 131391, 131392, 131415,
            150452, 151700, 151780, 150032, 150036, 150044, 150084, 153608));

    /**
     * Identifiers that are not the standard's: the chest leads V and MCL by lead numbers 67 and 75 where ISO/IEEE
     * 11073-10102 has 87 and 91; the pulse rates of oximeter and cuff; carbon dioxide by its partial pressure; the
     * respiration wave, which is an impedance where its unit is ohm; and premature beats a minute, which the monitor
     * calls a count.
     */
    private static final Map<Integer, Integer> OTHER_IDENTIFIERS = Map.ofEntries(
            Map.entry(0x0143, 131415),
            Map.entry(0x0343, 131927),
            Map.entry(0x034B, 131931),
            Map.entry(0x4822, 149530),
            Map.entry(0xF0E5, 149546),
            Map.entry(0x50B0, 151708),
            Map.entry(0x50AC, 151700),
            Map.entry(0x5000, 151780),
            Map.entry(0x4261, 148066));

    private static final Parameter[] TABLE = Stream.concat(NUMERICS.stream(), WAVES.stream())
            .flatMap(Parameters::parameters)
            .sorted((one, other) -> Integer.compare(one.key(), other.key()))
            .toArray(Parameter[]::new);
    private static final int[] KEYS =
            Arrays.stream(TABLE).mapToInt(Parameter::key).toArray();

    private Parameters() {}

    /** Codes of the numbers that may be given. */
    static SortedSet<Integer> numerics() {
        return NUMERICS;
    }

    /** Codes of the waveforms that may be given. */
    static SortedSet<Integer> waves() {
        return WAVES;
    }

    /** What this is; null where it is not known or not in this unit. */
    static @Nullable Parameter find(int physiological, int unit) {
        int index = Arrays.binarySearch(KEYS, key(physiological, unit));
        return index < 0 ? null : TABLE[index];
    }

    /** Is this known in some unit? */
    static boolean knows(int physiological) {
        int index = -Arrays.binarySearch(KEYS, key(physiological, 0)) - 1;
        return index >= 0 && index < TABLE.length && TABLE[index].physiological() == physiological;
    }

    /** Code of the metric that the source of an alarm means; 0 where the nomenclature has none. */
    static int code(int physiological) {
        Integer other = OTHER_IDENTIFIERS.get(physiological);
        Optional<Metric> metric =
                Nomenclature.standard().metric(other != null ? other : PHYSIOLOGICAL_PARTITION | physiological);
        return physiological >= PRIVATE && other == null
                ? 0
                : metric.map(Metric::code).orElse(0);
    }

    /** What one that is not known is called: its context-free number, or the maker's own identifier. */
    static String name(int physiological) {
        return physiological >= PRIVATE
                ? "private " + physiological
                : Integer.toString(PHYSIOLOGICAL_PARTITION | physiological);
    }

    private static Stream<Parameter> parameters(int code) {
        Metric metric = Measurements.metric(code);
        int unit = metric.unitCode() - UNIT_PARTITION;
        Stream<Integer> identifiers = Stream.concat(
                Stream.of(metric.code() - PHYSIOLOGICAL_PARTITION),
                OTHER_IDENTIFIERS.entrySet().stream()
                        .filter(entry -> entry.getValue() == code)
                        .map(Map.Entry::getKey));
        return identifiers.flatMap(identifier -> isStSegment(metric)
                ? Stream.of(
                        new Parameter(identifier, unit, metric, 0),
                        new Parameter(identifier, MILLIMETRE, metric, 1),
                        new Parameter(identifier, MICROVOLT, metric, 3))
                : Stream.of(new Parameter(identifier, unit, metric, 0)));
    }

    /** ST deviations are said in millimetres of ECG paper, ten to the millivolt. */
    private static boolean isStSegment(Metric metric) {
        int term = metric.code() - PHYSIOLOGICAL_PARTITION;
        return metric.kind() == MetricKind.NUMERIC && term >= ST_FIRST && term <= ST_LAST;
    }

    /** Identifiers have the upper bits, so that those of one lie together; both are 16 bits, ordered as signed. */
    private static int key(int physiological, int unit) {
        return physiological << 16 | unit;
    }
}

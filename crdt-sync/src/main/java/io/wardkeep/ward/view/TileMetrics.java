package io.wardkeep.ward.view;

import java.util.List;

/**
 * Which metrics a tile shows and in which order: HR, SpO₂, RR, blood pressure, temperature. Each is one place with
 * several possible sources, the most trusted first.
 */
final class TileMetrics {

    /** ECG, arterial line, oximeter, unspecified, cuff. */
    static final List<Integer> HEART_RATE = List.of(147842, 149522, 149530, 149514, 149546);

    static final List<Integer> SATURATION = List.of(150456, 160296, 160300);

    /** Unspecified, capnogram, airway, ventilator, impedance (the most artefacts), acoustic, pleth. */
    static final List<Integer> RESPIRATION = List.of(151562, 151594, 151570, 151586, 151578, 151650, 151658);

    /** Core sites first, skin last. */
    static final List<Integer> TEMPERATURE =
            List.of(150364, 150344, 150368, 188436, 150372, 150348, 150380, 188420, 150392, 188424, 188496, 150388);

    /** Cuff, arterial line, artery. */
    static final List<Pressure> PRESSURES = List.of(
            new Pressure(150020, "NIBP", 150021, 150022, 150023),
            new Pressure(150036, "ABP", 150037, 150038, 150039),
            new Pressure(150032, "ART", 150033, 150034, 150035));

    /** Curves: ECG II, other ECG, pleth, arterial pressures, CO₂, respiration; then the rest. */
    private static final List<Integer> WAVES = List.of(
            131330, 131328, 131329, 131389, 131415, 131331, 131332, 131333, 131334, 131335, 131336, 131390, 131391,
            131392, 150452, 150036, 150032, 151700, 151780);

    private TileMetrics() {}

    /** Where a curve stands among the curves. */
    static int waveRank(int code) {
        int index = WAVES.indexOf(code);
        return index < 0 ? WAVES.size() : index;
    }

    /**
     * A pressure that is shown as one: {@code 128/74}.
     *
     * @param code of the panel
     * @param label of the panel
     * @param systolic its first part
     * @param diastolic its second part
     * @param mean not shown, but what is wrong with it is wrong with the pressure
     */
    record Pressure(int code, String label, int systolic, int diastolic, int mean) {}
}

package io.wardkeep.simulator.astm;

import io.wardkeep.simulator.patient.Vitals;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the analyser finds in a sample of arterial blood, as the records of a message. */
final class Sample {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    /** Arterial blood has a little more carbon dioxide than the end of a breath. */
    private static final double CO2_GRADIENT = 4;

    private static final double ORDINARY_CO2 = 40;

    private Sample() {}

    /**
     * The records of a message.
     *
     * @param number counts the samples
     * @param drawn what the patient showed when it was drawn
     * @param measured when the analyser had the result
     */
    static List<String> records(int number, Vitals drawn, LocalDateTime measured) {
        String time = TIME.format(measured);
        double co2 = drawn.breathing().endTidalCo2().orElse(ORDINARY_CO2 - CO2_GRADIENT) + CO2_GRADIENT;
        double acidity = 7.4 - (co2 - ORDINARY_CO2) * 0.008;
        return List.of(
                "H|\\^&|||Gas Analyser^1.0^0001|||||||P|LIS2-A2|" + time,
                "P|1",
                "O|1|S" + number + "||^^^BG|R||" + time + "||||N||||^ARTERIAL||||||||||F",
                result(1, "pH", "2744-1", "%.2f", acidity, "", time),
                result(2, "pCO2", "2019-8", "%.0f", co2, "mm[Hg]", time),
                result(3, "pO2", "2703-7", "%.0f", oxygen(drawn.saturation().orElse(97)), "mm[Hg]", time),
                result(4, "Na", "2947-0", "%.0f", 140, "mmol/L", time),
                result(5, "K", "6298-4", "%.1f", 4.1, "mmol/L", time),
                result(6, "Glu", "15074-8", "%.1f", 5.8, "mmol/L", time),
                result(7, "Lac", "2518-9", "%.1f", 1.1, "mmol/L", time),
                "L|1|N");
    }

    private static String result(
            int number, String name, String loinc, String format, double value, String unit, String time) {
        return "R|" + number + "|^^^" + name + "^" + loinc + "|" + String.format(Locale.ROOT, format, value) + "|"
                + unit + "||N||F||||" + time;
    }

    /** Pressure at which haemoglobin is saturated so far, by the curve of Severinghaus from 30 to 99 percent. */
    private static double oxygen(int percent) {
        double low = 10;
        double high = 200;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            double saturation = 100 / (1 + 23_400 / (middle * middle * middle + 150 * middle));
            if (saturation < percent) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

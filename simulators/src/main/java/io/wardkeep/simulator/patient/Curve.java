package io.wardkeep.simulator.patient;

/** Curves that a patient shows, each with the unit of its samples and the range that a screen would give it. */
public enum Curve {
    /** Electrocardiogram, lead I. */
    ECG_I("mV", -1.5, 1.5),
    /** Electrocardiogram, lead II. */
    ECG_II("mV", -1.5, 1.5),
    /** Electrocardiogram, lead III. */
    ECG_III("mV", -1.5, 1.5),
    /** Electrocardiogram, a chest lead. */
    ECG_V("mV", -1.5, 1.5),
    /** Plethysmogram; more is more blood. */
    PLETHYSMOGRAM("1", 0, 1),
    /** Breathing, from impedance; more is more air. */
    RESPIRATION("Ohm", 0, 2),
    /** Arterial blood pressure. */
    ARTERIAL_PRESSURE("mm[Hg]", 0, 250),
    /** Pressure in the pulmonary artery. */
    PULMONARY_PRESSURE("mm[Hg]", 0, 60),
    /** Central venous pressure. */
    CENTRAL_VENOUS_PRESSURE("mm[Hg]", -5, 30),
    /** Carbon dioxide at the mouth. */
    CO2("mm[Hg]", 0, 100),
    /** Pressure in the airway. */
    AIRWAY_PRESSURE("cm[H2O]", -5, 60),
    /** Flow in the airway, inwards positive. */
    AIRWAY_FLOW("L/min", -120, 120),
    /** Volume of the present breath. */
    AIRWAY_VOLUME("mL", 0, 1_200);

    private final String unit;
    private final double low;
    private final double high;

    Curve(String unit, double low, double high) {
        this.unit = unit;
        this.low = low;
        this.high = high;
    }

    /** UCUM code of the samples' unit. */
    public String unit() {
        return unit;
    }

    /** Lower end of the range. */
    public double low() {
        return low;
    }

    /** Upper end of the range. */
    public double high() {
        return high;
    }

    /** Where in the range a sample is, 0…1; what is outside is at its edge. */
    public double height(double sample) {
        return Math.clamp((sample - low) / (high - low), 0, 1);
    }
}

package io.wardkeep.simulator.sparkplug;

import io.wardkeep.simulator.patient.Vitals;
import java.util.Optional;
import java.util.OptionalInt;

/** What the device behind the node shows. */
enum NodeMetric {
    HEART_RATE("HR", 147_842, "{beat}/min", true) {
        @Override
        Optional<Double> of(Vitals vitals) {
            return number(vitals.heartRate());
        }
    },
    SATURATION("SpO2", 150_456, "%", true) {
        @Override
        Optional<Double> of(Vitals vitals) {
            return number(vitals.saturation());
        }
    },
    PULSE_RATE("Pulse", 149_530, "{beat}/min", true) {
        @Override
        Optional<Double> of(Vitals vitals) {
            return number(vitals.pulseRate());
        }
    },
    RESPIRATORY_RATE("Resp", 151_562, "{resp}/min", true) {
        @Override
        Optional<Double> of(Vitals vitals) {
            return number(vitals.respiratoryRate());
        }
    },
    TEMPERATURE("Temp", 150_364, "Cel", false) {
        @Override
        Optional<Double> of(Vitals vitals) {
            return Optional.of(Math.round(10 * vitals.temperatures().core()) / 10.0);
        }
    };

    private final String label;
    private final int code;
    private final String unit;
    private final boolean whole;

    NodeMetric(String label, int code, String unit, boolean whole) {
        this.label = label;
        this.code = code;
        this.unit = unit;
        this.whole = whole;
    }

    /** Empty where nothing is measured. */
    abstract Optional<Double> of(Vitals vitals);

    String label() {
        return label;
    }

    int code() {
        return code;
    }

    String unit() {
        return unit;
    }

    boolean whole() {
        return whole;
    }

    /** Counted from 1. */
    int alias() {
        return ordinal() + 1;
    }

    private static Optional<Double> number(OptionalInt value) {
        return value.isPresent() ? Optional.of((double) value.getAsInt()) : Optional.empty();
    }
}

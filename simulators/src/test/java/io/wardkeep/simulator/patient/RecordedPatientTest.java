package io.wardkeep.simulator.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordedPatientTest {

    private static final long NANOS_PER_SAMPLE = 8_000_000;
    private static final int MINUTE = 7_500;

    private final Patient patient =
            new RecordedPatient(Recording.bundledNumerics("01"), Recording.bundledSignals(), 12_345);

    @Test
    void curvesKeepToTheNumbersBesideThem() {
        Vitals vitals = patient.vitals(0);
        Pressure arterial = vitals.circulation().arterial().orElseThrow();
        assertThat(highest(Curve.ARTERIAL_PRESSURE)).isBetween(arterial.systolic() - 4, arterial.systolic() + 4);
        assertThat(lowest(Curve.ARTERIAL_PRESSURE)).isBetween(arterial.diastolic() - 4, arterial.diastolic() + 4);
        assertThat(highest(Curve.CO2)).isBetween(36.0, 40.0);
        assertThat(lowest(Curve.CO2)).isZero();
        assertThat(highest(Curve.AIRWAY_VOLUME)).isEqualTo(vitals.ventilation().tidalVolume());
        assertThat(lowest(Curve.AIRWAY_PRESSURE)).isEqualTo(vitals.ventilation().endExpiratoryPressure());
    }

    @Test
    void whatFlowsInFlowsOut() {
        double litres = LongStream.range(0, MINUTE)
                .mapToDouble(at -> patient.sample(Curve.AIRWAY_FLOW, at * NANOS_PER_SAMPLE) / MINUTE)
                .sum();
        assertThat(litres).isBetween(-0.5, 0.5);
    }

    @Test
    void thirdLeadIsTheSecondWithoutTheFirst() {
        for (long at = 0; at < MINUTE; at++) {
            long nanos = at * NANOS_PER_SAMPLE;
            double third = patient.sample(Curve.ECG_II, nanos) - patient.sample(Curve.ECG_I, nanos);
            assertThat(patient.sample(Curve.ECG_III, nanos)).isCloseTo(third, within(1e-9));
        }
    }

    private double highest(Curve curve) {
        return minute(at -> patient.sample(curve, at)).max().orElseThrow();
    }

    private double lowest(Curve curve) {
        return minute(at -> patient.sample(curve, at)).min().orElseThrow();
    }

    private static DoubleStream minute(LongToDoubleFunction sample) {
        return LongStream.range(0, MINUTE).mapToDouble(at -> sample.applyAsDouble(at * NANOS_PER_SAMPLE));
    }
}

package io.wardkeep.simulator.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a modelled patient does for every seed: plausible at rest, illness moves the right numbers the right way. */
class ModelledPatientLaws {

    private static final long MINUTE = 60_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void atRestEverythingIsOrdinary(long seed) {
        Patient patient = patient(seed, "");
        for (long at = 0; at < 30 * MINUTE; at += 5_000) {
            Vitals vitals = patient.vitals(at);
            assertThat(vitals.heartRate().orElseThrow()).isBetween(50, 105);
            assertThat(vitals.pulseRate()).isEqualTo(vitals.heartRate());
            assertThat(vitals.saturation().orElseThrow()).isBetween(94, 100);
            assertThat(vitals.respiratoryRate().orElseThrow()).isBetween(9, 22);
            Pressure arterial = vitals.circulation().arterial().orElseThrow();
            assertThat(arterial.mean()).isBetween(70.0, 110.0);
            assertThat(arterial.systolic()).isBetween(90.0, 150.0);
            assertThat(arterial.diastolic()).isBetween(50.0, 95.0);
            assertThat(vitals.breathing().endTidalCo2().orElseThrow()).isBetween(32.0, 44.0);
            assertThat(vitals.temperatures().core()).isBetween(36.0, 37.5);
            assertThat(vitals.ventilation().tidalVolume()).isBetween(300.0, 800.0);
            assertThat(vitals.ventilation().peakPressure()).isBetween(8.0, 35.0);
            assertThat(vitals.oximetry().perfusionIndex().orElseThrow()).isBetween(0.5, 6.0);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sepsisIsFastWarmAndLow(long seed) {
        Vitals well = mean(patient(seed, ""), 30 * MINUTE);
        Vitals ill = mean(patient(seed, "1m #1 sepsis to=80 over=10m for=60m"), 30 * MINUTE);
        assertThat(rate(ill)).isGreaterThan(rate(well) + 15);
        assertThat(meanPressure(ill)).isBetween(35.0, meanPressure(well) - 8);
        assertThat(ill.respiratoryRate().orElseThrow())
                .isGreaterThan(well.respiratoryRate().orElseThrow());
        assertThat(ill.temperatures().core()).isGreaterThan(well.temperatures().core() + 0.8);
        assertThat(ill.saturation().orElseThrow())
                .isLessThanOrEqualTo(well.saturation().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void lostBloodMakesTheHeartFastAndThePulseSmall(long seed) {
        Vitals well = mean(patient(seed, ""), 15 * MINUTE);
        Vitals ill = mean(patient(seed, "1m #1 hypovolaemia to=35 over=5m for=60m"), 15 * MINUTE);
        assertThat(rate(ill)).isGreaterThan(rate(well) + 12);
        assertThat(meanPressure(ill)).isBetween(35.0, meanPressure(well) - 4);
        assertThat(pulsePressure(ill)).isLessThan(0.8 * pulsePressure(well));
        assertThat(ill.circulation().centralVenous().orElseThrow())
                .isLessThan(well.circulation().centralVenous().orElseThrow());
        assertThat(ill.oximetry().perfusionIndex().orElseThrow())
                .isLessThan(well.oximetry().perfusionIndex().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anOpioidSlowsTheBreathAndGathersCarbonDioxide(long seed) {
        Vitals well = mean(patient(seed, ""), 20 * MINUTE);
        Vitals ill = mean(patient(seed, "1m #1 opioid to=75 over=2m for=60m"), 20 * MINUTE);
        assertThat(ill.respiratoryRate().orElseThrow())
                .isLessThan(well.respiratoryRate().orElseThrow() - 3);
        assertThat(ill.breathing().endTidalCo2().orElseThrow())
                .isGreaterThan(well.breathing().endTidalCo2().orElseThrow() + 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tooMuchOpioidStopsTheBreathAndThenTheSaturationFalls(long seed) {
        Patient patient = patient(seed, "1m #1 opioid to=100 over=30s for=20m");
        int atRest = patient.vitals(50_000).saturation().orElseThrow();
        long apnoea = LongStream.range(0, 10 * 60)
                .filter(second -> patient.vitals(second * 1_000).breathing().apnoeaSeconds() >= 20)
                .findFirst()
                .orElseThrow();
        assertThat(patient.vitals(apnoea * 1_000).breathing().endTidalCo2()).isEmpty();
        assertThat(patient.sample(Curve.CO2, apnoea * 1_000_000_000L)).isZero();
        int lowest = (int) LongStream.range(apnoea, apnoea + 5 * 60)
                .map(second -> patient.vitals(second * 1_000).saturation().orElseThrow())
                .min()
                .orElseThrow();
        assertThat(lowest).isLessThan(Math.min(90, atRest - 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asystole", "vf"})
    void aHeartThatMovesNoBloodHasNoPulseAndComesBack(String rhythm) {
        Patient patient = patient(3, "60s #1 " + rhythm + " for=20s");
        Vitals still = patient.vitals(75_000);
        assertThat(still.pulseRate()).isEmpty();
        assertThat(still.saturation()).isEmpty();
        assertThat(still.circulation().cuff()).isEmpty();
        assertThat(still.fingerInProbe()).isTrue();
        assertThat(meanPressure(still)).isLessThan(35);
        assertThat(still.circulation().rhythm()).isNotEqualTo(Rhythm.SINUS);
        Vitals back = patient.vitals(180_000);
        assertThat(back.circulation().rhythm()).isEqualTo(Rhythm.SINUS);
        assertThat(meanPressure(back)).isGreaterThan(65);
    }

    @Test
    void fibrillationTremblesAndAsystoleIsFlat() {
        assertThat(spread(patient(3, "60s #1 vf for=20s"), Curve.ECG_II, 65)).isGreaterThan(0.4);
        assertThat(spread(patient(3, "60s #1 asystole for=20s"), Curve.ECG_II, 65))
                .isLessThan(0.1);
        assertThat(spread(patient(3, "60s #1 vf for=20s"), Curve.ARTERIAL_PRESSURE, 75))
                .isLessThan(8);
    }

    @Test
    void tachycardiaIsFastAndItsPulseWeak() {
        Vitals fast = patient(3, "60s #1 vt for=30s").vitals(80_000);
        assertThat(rate(fast)).isBetween(150, 200);
        assertThat(pulsePressure(fast)).isLessThan(25);
        assertThat(meanPressure(fast)).isLessThan(85);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameSeedIsTheSamePatientInAnyOrderOfAsking(long seed) {
        String script = "1m #1 sepsis to=60 over=1m for=2m";
        Patient forwards = patient(seed, script);
        List<Vitals> once = LongStream.range(0, 200)
                .mapToObj(second -> forwards.vitals(second * 1_000))
                .toList();
        Patient backwards = patient(seed, script);
        for (int second = 199; second >= 0; second -= 37) {
            assertThat(backwards.vitals(second * 1_000L)).isEqualTo(once.get(second));
            assertThat(backwards.sample(Curve.ECG_II, second * 1_000_000_000L))
                    .isEqualTo(forwards.sample(Curve.ECG_II, second * 1_000_000_000L));
        }
        assertThat(patient(seed + 1_000, script).vitals(100_000)).isNotEqualTo(once.get(100));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theElectrocardiogramBeatsAtTheHeartRate(long seed) {
        Patient patient = patient(seed, "");
        int peaks = peaks(patient, Curve.ECG_II, 0.7, 60);
        double rate = LongStream.range(0, 60)
                .mapToDouble(second -> rate(patient.vitals(second * 1_000)))
                .average()
                .orElseThrow();
        assertThat((double) peaks).isCloseTo(rate, within(2.0));
        assertThat(peaks(patient, Curve.PLETHYSMOGRAM, 0.55, 60)).isBetween(peaks - 2, peaks + 2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void thePressureRisesOnceAndHasItsNotch(long seed) {
        Patient patient = patient(seed, "");
        Pressure arterial = patient.vitals(10_000).circulation().arterial().orElseThrow();
        int tops = 0;
        for (long at = 10_000; at < 20_000; at += 4) {
            double before = patient.sample(Curve.ARTERIAL_PRESSURE, (at - 12) * 1_000_000L);
            double here = patient.sample(Curve.ARTERIAL_PRESSURE, at * 1_000_000L);
            double after = patient.sample(Curve.ARTERIAL_PRESSURE, (at + 12) * 1_000_000L);
            double next = patient.sample(Curve.ARTERIAL_PRESSURE, (at + 4) * 1_000_000L);
            double last = patient.sample(Curve.ARTERIAL_PRESSURE, (at - 4) * 1_000_000L);
            assertThat(here).isBetween(arterial.diastolic() - 15, arterial.systolic() + 15);
            tops += here > before && here > after && here >= next && here > last ? 1 : 0;
        }
        double beats = LongStream.range(10, 20)
                .mapToDouble(second -> rate(patient.vitals(second * 1_000)) / 60.0)
                .sum();
        assertThat((double) tops).isCloseTo(2 * beats, within(4.0));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theCapnogramReachesItsEndTidalValueAndComesBackToNothing(long seed) {
        Patient patient = patient(seed, "");
        double endTidal = patient.vitals(30_000).breathing().endTidalCo2().orElseThrow();
        double[] curve = LongStream.range(3_000, 4_500)
                .mapToDouble(at -> patient.sample(Curve.CO2, at * 10_000_000))
                .toArray();
        assertThat(Arrays.stream(curve).max().orElseThrow()).isCloseTo(endTidal, within(2.0));
        assertThat(Arrays.stream(curve).min().orElseThrow()).isZero();
    }

    @Test
    void theOxygenCurveIsThatOfBlood() {
        assertThat(Physiology.saturation(26.9)).isCloseTo(50, within(1.0));
        assertThat(Physiology.saturation(40)).isCloseTo(75, within(1.5));
        assertThat(Physiology.saturation(60)).isCloseTo(91, within(1.5));
        assertThat(Physiology.saturation(100)).isCloseTo(97.7, within(0.7));
    }

    @Test
    void aRecordingIsRefusedAnIllnessAndShakenAndStuckLikeAnybody() {
        Patient recorded = new RecordedPatient(Recording.bundledNumerics("01"), Recording.bundledSignals(), 0);
        assertThatThrownBy(() -> new ScriptedPatient(recorded, steps("1s #1 vf for=1s")))
                .isInstanceOf(IllegalArgumentException.class);
        Patient shaken = new ScriptedPatient(recorded, steps("10s #1 artefact for=10s"));
        assertThat(shaken.vitals(12_000).saturation()).isEmpty();
        assertThat(shaken.vitals(12_000).fingerInProbe()).isTrue();
        assertThat(spread(shaken, Curve.ECG_II, 12)).isGreaterThan(spread(recorded, Curve.ECG_II, 12));
        Patient stuck = new ScriptedPatient(patient(4, ""), steps("10s #1 stuck for=60s"));
        assertThat(stuck.vitals(60_000)).isEqualTo(stuck.vitals(10_000));
        assertThat(spread(stuck, Curve.ECG_II, 20)).isZero();
        assertThat(stuck.vitals(80_000)).isNotEqualTo(stuck.vitals(10_000));
    }

    private static Patient patient(long seed, String script) {
        return new ScriptedPatient(new ModelledPatient(seed, steps(script)), steps(script));
    }

    private static List<Step> steps(String script) {
        return Script.parse(script).of("bed", 1);
    }

    /** In the middle of slow swings: the vitals at the moment whose heart rate is the median of half a minute. */
    private static Vitals mean(Patient patient, long atMillis) {
        List<Vitals> half = LongStream.range(0, 31)
                .mapToObj(second -> patient.vitals(atMillis + second * 1_000))
                .sorted(Comparator.comparingInt(ModelledPatientLaws::rate))
                .toList();
        return half.get(15);
    }

    private static int rate(Vitals vitals) {
        return vitals.heartRate().orElseThrow();
    }

    private static double meanPressure(Vitals vitals) {
        return vitals.circulation().arterial().orElseThrow().mean();
    }

    private static double pulsePressure(Vitals vitals) {
        Pressure arterial = vitals.circulation().arterial().orElseThrow();
        return arterial.systolic() - arterial.diastolic();
    }

    private static double spread(Patient patient, Curve curve, long second) {
        double[] samples = LongStream.range(0, 500)
                .mapToDouble(at -> patient.sample(curve, second * 1_000_000_000L + at * 4_000_000))
                .toArray();
        return Arrays.stream(samples).max().orElseThrow()
                - Arrays.stream(samples).min().orElseThrow();
    }

    /** How often a curve rises through a height that is a part of its highest. */
    private static int peaks(Patient patient, Curve curve, double part, int seconds) {
        double[] samples = LongStream.range(0, seconds * 250L)
                .mapToDouble(at -> patient.sample(curve, at * 4_000_000))
                .toArray();
        double low = Arrays.stream(samples).min().orElseThrow();
        double high = Arrays.stream(samples).max().orElseThrow();
        double height = low + (high - low) * part;
        int rises = 0;
        for (int i = 1; i < samples.length; i++) {
            rises += samples[i - 1] < height && samples[i] >= height ? 1 : 0;
        }
        return rises;
    }
}

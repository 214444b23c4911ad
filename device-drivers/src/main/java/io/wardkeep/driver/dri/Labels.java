package io.wardkeep.driver.dri;

import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which site or lead a label names. Labels without a code of the nomenclature name nothing. */
final class Labels {

    /** What an invasive pressure at one site is called. */
    record Site(
            Optional<DriNumeric> systolic, Optional<DriNumeric> diastolic, DriNumeric mean, Optional<Metric> waveform) {

        private static Site pulsating(DriNumeric systolic, DriNumeric diastolic, DriNumeric mean, int waveform) {
            return new Site(
                    Optional.of(systolic), Optional.of(diastolic), mean, Optional.of(Measurements.metric(waveform)));
        }

        private static Site steady(DriNumeric mean, Optional<Metric> waveform) {
            return new Site(Optional.empty(), Optional.empty(), mean, waveform);
        }

        boolean arterial() {
            return mean == DriNumeric.ART_MEAN || mean == DriNumeric.ABP_MEAN;
        }
    }

    private static final Optional<DriNumeric> NO_NUMERIC = Optional.empty();

    private static final List<Optional<Site>> SITES = List.of(
            Optional.empty(),
            Optional.of(
                    Site.pulsating(DriNumeric.ART_SYSTOLIC, DriNumeric.ART_DIASTOLIC, DriNumeric.ART_MEAN, 150_032)),
            Optional.of(Site.steady(DriNumeric.CENTRAL_VENOUS_MEAN, Optional.of(Measurements.metric(150_084)))),
            Optional.of(Site.pulsating(
                    DriNumeric.PULMONARY_SYSTOLIC, DriNumeric.PULMONARY_DIASTOLIC, DriNumeric.PULMONARY_MEAN, 150_044)),
            Optional.of(Site.steady(DriNumeric.RIGHT_ATRIAL_MEAN, Optional.empty())),
            Optional.empty(),
            Optional.of(Site.steady(DriNumeric.LEFT_ATRIAL_MEAN, Optional.empty())),
            Optional.of(Site.steady(DriNumeric.INTRACRANIAL_MEAN, Optional.of(Measurements.metric(153_608)))),
            Optional.of(
                    Site.pulsating(DriNumeric.ABP_SYSTOLIC, DriNumeric.ABP_DIASTOLIC, DriNumeric.ABP_MEAN, 150_036)));

    private static final List<Optional<DriNumeric>> TEMPERATURES = List.of(
            NO_NUMERIC,
            Optional.of(DriNumeric.TEMPERATURE_OESOPHAGEAL),
            Optional.of(DriNumeric.TEMPERATURE_NASOPHARYNGEAL),
            Optional.of(DriNumeric.TEMPERATURE_TYMPANIC),
            Optional.of(DriNumeric.TEMPERATURE_RECTAL),
            Optional.of(DriNumeric.TEMPERATURE_BLADDER),
            Optional.of(DriNumeric.TEMPERATURE_AXILLARY),
            Optional.of(DriNumeric.TEMPERATURE_SKIN),
            NO_NUMERIC,
            NO_NUMERIC,
            NO_NUMERIC,
            Optional.of(DriNumeric.TEMPERATURE),
            Optional.of(DriNumeric.TEMPERATURE),
            Optional.of(DriNumeric.TEMPERATURE),
            Optional.of(DriNumeric.TEMPERATURE),
            Optional.of(DriNumeric.TEMPERATURE_CORE));

    /** Unknown, I, II, III, aVR, aVL, aVF, V. */
    private static final List<Metric> LEADS = IntStream.of(
                    131_328, 131_329, 131_330, 131_389, 131_390, 131_391, 131_392, 131_415)
            .mapToObj(Measurements::metric)
            .toList();

    private static final int ECG_CHANNELS = 3;

    private Labels() {}

    static Optional<Site> site(int label) {
        return label < SITES.size() ? SITES.get(label) : Optional.empty();
    }

    static Optional<DriNumeric> temperature(int label) {
        return label < TEMPERATURES.size() ? TEMPERATURES.get(label) : NO_NUMERIC;
    }

    /** The number of the lead on an ECG channel, 0 to 2; zero where none is told. */
    static int lead(int ecgLabel, int channel) {
        return ecgLabel >> 4 * (ECG_CHANNELS - 1 - channel) & 0xF;
    }

    /** The waveform of the lead on an ECG channel. */
    static Metric leadMetric(int ecgLabel, int channel) {
        int lead = lead(ecgLabel, channel);
        return LEADS.get(lead < LEADS.size() ? lead : 0);
    }
}

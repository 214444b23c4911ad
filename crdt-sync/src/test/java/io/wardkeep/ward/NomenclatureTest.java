package io.wardkeep.ward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NomenclatureTest {

    private final Nomenclature nomenclature = Nomenclature.standard();

    @Test
    void findsAMetricByCodeByReferenceIdAndByDigits() {
        Metric spo2 = nomenclature.metric(150456).orElseThrow();
        assertThat(spo2.label()).isEqualTo("SpO₂");
        assertThat(spo2.kind()).isEqualTo(MetricKind.NUMERIC);
        assertThat(spo2.unit().orElseThrow().ucum()).isEqualTo("%");
        assertThat(spo2.defaultLow()).contains(Decimal.of(90));
        assertThat(nomenclature.metric("MDC_PULS_OXIM_SAT_O2")).contains(spo2);
        assertThat(nomenclature.metric("150456")).contains(spo2);
    }

    @Test
    void synonymsMeanOneMetric() {
        assertThat(nomenclature.metric("MDC_ECG_CARD_BEAT_RATE")).isEqualTo(nomenclature.metric(147842));
        assertThat(nomenclature.metric("MDC_VENT_PRESS_PLAT")).isEqualTo(nomenclature.metric(152424));
        assertThat(nomenclature.metric(131395)).isEqualTo(nomenclature.metric(131415));
        assertThat(nomenclature.metric("MDC_CONC_AWAY_CO2_EXP")).isEqualTo(nomenclature.metric(151708));
        assertThat(nomenclature.metric(151728)).isEqualTo(nomenclature.metric(151708));
    }

    @Test
    void aPressureThatIsPanelAndWaveformIsTheWaveform() {
        assertThat(nomenclature.metric(150036).orElseThrow().kind()).isEqualTo(MetricKind.WAVEFORM);
    }

    @Test
    void unknownCodesAndTextsAreEmpty() {
        assertThat(nomenclature.metric(1)).isEmpty();
        assertThat(nomenclature.metric("SpO2")).isEmpty();
        assertThat(nomenclature.metric("")).isEmpty();
        assertThat(nomenclature.unit("furlong")).isEmpty();
    }

    @Test
    void aUnitIsAcceptedOnlyWhereItIsTheMetricsOwn() {
        Metric rate = nomenclature.metric(147842).orElseThrow();
        assertThat(nomenclature.unit(rate, "/min")).isEqualTo(nomenclature.unit(264864));
        assertThat(nomenclature.unit(rate, "{beat}/min")).isEqualTo(nomenclature.unit(264864));
        assertThat(nomenclature.unit(rate, "%")).isEmpty();
    }

    @Test
    void boundsBelongToWhatIsPlausible() {
        Metric spo2 = nomenclature.metric(150456).orElseThrow();
        assertThat(spo2.plausible(Decimal.of(100))).isTrue();
        assertThat(spo2.plausible(Decimal.parse("100.1"))).isFalse();
        assertThat(spo2.plausible(Decimal.of(-1))).isFalse();
    }

    @Test
    void everyMetricHasALabelAndEveryNumberAUnit() {
        assertThat(nomenclature.metrics()).hasSizeGreaterThan(130).allSatisfy(metric -> {
            assertThat(metric.label()).isNotBlank();
            assertThat(metric.unit().isPresent())
                    .as(metric.key())
                    .isEqualTo(metric.kind() != MetricKind.ENUMERATION && metric.kind() != MetricKind.TEXT);
        });
    }

    @Test
    void quotedCellsMayHoldCommasAndQuotes() {
        assertThat(CsvTable.cells("a,\"b, \"\"c\"\"\",")).containsExactly("a", "b, \"c\"", "");
    }
}

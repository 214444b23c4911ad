package io.wardkeep.driver.dri;

import io.wardkeep.driver.AlertStates;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Validity;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The basic class of displayed values: a sub-record of 278 bytes with a fixed place for each group. What the waveforms
 * need of it, the leads and the ambient pressure, is kept. Owned by one session.
 */
final class BasicClass {

    static final int BYTES = 278;
    static final int CLASS_AT = 276;

    private static final int ECG = 4;
    private static final int[] PRESSURES = {20, 34, 48, 62, 244, 258};
    private static final int CUFF = 76;
    private static final int[] TEMPERATURES = {90, 98, 106, 114};
    private static final int OXIMETER = 122;
    private static final int CARBON_DIOXIDE = 136;
    private static final int OXYGEN = 150;
    private static final int NITROUS_OXIDE = 160;
    private static final int AGENT = 170;
    private static final int FLOW_AND_VOLUME = 182;
    private static final int CARDIAC_OUTPUT = 204;
    private static final int ECG_EXTRA = 230;
    private static final int VENOUS_SATURATION = 236;

    /** Every group but the ECG's extra one begins with 32 bits of status and a label. */
    private static final int LABEL = 4;

    private static final int FIRST = 6;
    private static final int SECOND = 8;
    private static final int THIRD = 10;
    private static final int FOURTH = 12;
    private static final int FIFTH = 14;
    private static final int SIXTH = 16;
    private static final int SEVENTH = 18;
    private static final int EIGHTH = 20;

    private static final int EXISTS_AND_MEASURES = 0x3;

    private static final int ASYSTOLE = 1 << 2;
    private static final int RATE_SOURCE_SHIFT = 3;
    private static final int RATE_FROM_ECG = 1;
    private static final int ECG_NOISE_OR_ARTEFACT = 1 << 7 | 1 << 8;
    private static final int ECG_LEARNING = 1 << 9;
    private static final int LEAD_OFF_SHIFT = 11;
    private static final int ECG_CHANNELS = 3;

    private static final int ZEROING = 1 << 2;

    private static final int CUFF_MEASURES = 1 << 5;
    private static final int CUFF_CALIBRATES = 1 << 7;
    private static final int CUFF_VALUE_OLD = 1 << 8;

    private static final int APNOEA = 1 << 2;
    private static final int CO2_CALIBRATES_OR_ZEROES = 1 << 3 | 1 << 4;
    private static final int CO2_OCCLUSION = 1 << 5;
    private static final int CO2_LEAK = 1 << 6;
    private static final int APNOEA_BY_IMPEDANCE = 1 << 7;
    private static final int RESPIRATION_SOURCE = 0x7;
    private static final int RESPIRATION_FROM_CO2 = 1;

    private static final int DISCONNECTED = 1 << 2;
    private static final int OBSTRUCTED = 1 << 5;
    private static final int LEAKING = 1 << 6;

    private final DriNumbers numbers = new DriNumbers();
    private final TechnicalStates conditions = new TechnicalStates();
    private final AlertStates alerts = new AlertStates();
    private int ecgLabel;
    private int ambientTenths = DriNumbers.CODE_MAX;
    private boolean carbonDioxideUnready;
    private int pressuresZeroing;
    private boolean cuffMeasured;
    private boolean cuffValueWasOld;

    private byte[] bytes = new byte[0];
    private int at;

    /** The label that names the ECG's leads; 0 before any was heard. */
    int ecgLabel() {
        return ecgLabel;
    }

    /** Ambient pressure in tenths of mmHg, or a code. */
    int ambientTenths() {
        return ambientTenths;
    }

    /** Is the CO2 module calibrated or zeroed, so that what it draws is no breath? */
    boolean carbonDioxideUnready() {
        return carbonDioxideUnready;
    }

    /** Is the transducer of this channel, 0 for P1, being zeroed, so that what it draws is no pressure? */
    boolean zeroing(int channel) {
        return (pressuresZeroing >> channel & 1) != 0;
    }

    /** Says what the sub-record of {@link #BYTES} at {@code offset} says. */
    void report(byte[] record, int offset, long nowMillis, Consumer<DriverEvent> events) {
        bytes = record;
        at = offset;
        numbers.begin(nowMillis, LittleEndian.uint32(record, offset) * 1_000);
        reportEcg(events);
        pressuresZeroing = 0;
        for (int channel = 0; channel < PRESSURES.length; channel++) {
            reportPressure(channel, events);
        }
        reportCuff(events);
        for (int group : TEMPERATURES) {
            reportTemperature(group, events);
        }
        reportOximetry(events);
        reportCarbonDioxide(events);
        reportGases(events);
        reportVentilation(events);
        reportCardiacOutput(events);
        numbers.end(events);
    }

    private void reportEcg(Consumer<DriverEvent> events) {
        boolean measures = measures(ECG);
        int status = status(ECG);
        boolean asystole = measures && (status & ASYSTOLE) != 0;
        boolean poor = measures && (status & ECG_NOISE_OR_ARTEFACT) != 0;
        alerts.report("ecg-asystole", 147_842, AlertPriority.HIGH, true, asystole, events);
        if (measures) {
            ecgLabel = label(ECG);
        }
        boolean leadOff = measures && leadOff(status);
        conditions.report(TechnicalCondition.SENSOR_OFF, leadOff, events);
        conditions.report(TechnicalCondition.SIGNAL_POOR, poor, events);
        if (!measures) {
            return;
        }
        // The displayed rate may come from a pressure or the oximeter; the extra group's is always the ECG's own.
        int source = status >> RATE_SOURCE_SHIFT & 0xF;
        int rate = source == RATE_FROM_ECG ? value(ECG + FIRST) : value(ECG_EXTRA);
        if (rate == 0 && !asystole) {
            numbers.sayMissing(DriNumeric.HEART_RATE, events);
        } else {
            boolean doubted = poor || (status & ECG_LEARNING) != 0;
            numbers.say(DriNumeric.HEART_RATE, rate, doubted ? Validity.QUESTIONABLE : Validity.VALID, events);
        }
        int respiration = value(ECG + FIFTH);
        if (respiration == 0 && leadOff) {
            numbers.sayMissing(DriNumeric.IMPEDANCE_RESPIRATION, events);
        } else {
            numbers.say(DriNumeric.IMPEDANCE_RESPIRATION, respiration, Validity.VALID, events);
        }
    }

    /** A channel without a lead has none that could be off. */
    private boolean leadOff(int status) {
        boolean off = false;
        for (int channel = 0; channel < ECG_CHANNELS; channel++) {
            off |= (status >> LEAD_OFF_SHIFT + channel & 1) != 0 && Labels.lead(ecgLabel, channel) != 0;
        }
        return off;
    }

    private void reportPressure(int channel, Consumer<DriverEvent> events) {
        int group = PRESSURES[channel];
        Optional<Labels.Site> named = Labels.site(label(group));
        if (!measures(group)) {
            return;
        }
        boolean zeroing = (status(group) & ZEROING) != 0;
        pressuresZeroing |= zeroing ? 1 << channel : 0;
        if (named.isEmpty()) {
            return;
        }
        Labels.Site site = named.get();
        boolean missing = zeroing || site.systolic().isPresent() && isFlatAtZero(group);
        if (site.systolic().isPresent()) {
            sayPressure(site.systolic().get(), group + FIRST, missing, events);
        }
        if (site.diastolic().isPresent()) {
            sayPressure(site.diastolic().get(), group + SECOND, missing, events);
        }
        sayPressure(site.mean(), group + THIRD, missing, events);
        if (site.arterial()) {
            sayPressure(DriNumeric.ARTERIAL_PULSE_RATE, group + FOURTH, missing, events);
        }
    }

    /** A line that is out or open to the air: 0/0/0, or what remains of it beside codes for no value. */
    private boolean isFlatAtZero(int group) {
        return isZeroOrCode(group + FIRST) && isZeroOrCode(group + SECOND) && isZeroOrCode(group + THIRD);
    }

    private boolean isZeroOrCode(int place) {
        int value = value(place);
        return value == 0 || value <= DriNumbers.CODE_MAX;
    }

    private void sayPressure(DriNumeric numeric, int place, boolean missing, Consumer<DriverEvent> events) {
        if (missing) {
            numbers.sayMissing(numeric, events);
        } else {
            numbers.say(numeric, value(place), Validity.VALID, events);
        }
    }

    private void reportCuff(Consumer<DriverEvent> events) {
        if (!measures(CUFF)) {
            cuffMeasured = false;
            return;
        }
        int label = label(CUFF);
        boolean measuring = (label & (CUFF_MEASURES | CUFF_CALIBRATES)) != 0;
        boolean old = (label & CUFF_VALUE_OLD) != 0;
        // An inflation that gave nothing leaves the value of the one before, and that is still old.
        boolean renewed = !old && (cuffMeasured && !measuring || cuffValueWasOld);
        // An old value is said only when we did not see it measured: it has no time that we know.
        Validity validity = old ? Validity.QUESTIONABLE : Validity.VALID;
        sayCuff(DriNumeric.CUFF_SYSTOLIC, FIRST, measuring, renewed, validity, events);
        sayCuff(DriNumeric.CUFF_DIASTOLIC, SECOND, measuring, renewed, validity, events);
        sayCuff(DriNumeric.CUFF_PULSE_RATE, FOURTH, measuring, renewed, validity, events);
        sayCuff(DriNumeric.CUFF_MEAN, THIRD, measuring, renewed, validity, events);
        cuffMeasured = measuring;
        cuffValueWasOld = old;
    }

    private void sayCuff(
            DriNumeric numeric,
            int place,
            boolean measuring,
            boolean renewed,
            Validity validity,
            Consumer<DriverEvent> events) {
        if (measuring) {
            numbers.sayOngoing(numeric, events);
        } else {
            numbers.sayLasting(numeric, value(CUFF + place), renewed, validity, events);
        }
    }

    private void reportTemperature(int group, Consumer<DriverEvent> events) {
        Optional<DriNumeric> temperature = Labels.temperature(label(group));
        if (measures(group) && temperature.isPresent()) {
            numbers.say(temperature.get(), value(group + FIRST), Validity.VALID, events);
        }
    }

    private void reportOximetry(Consumer<DriverEvent> events) {
        if (measures(OXIMETER)) {
            numbers.say(DriNumeric.SATURATION, value(OXIMETER + FIRST), Validity.VALID, events);
            numbers.say(DriNumeric.PULSE_RATE, value(OXIMETER + SECOND), Validity.VALID, events);
        }
        if (measures(VENOUS_SATURATION)) {
            numbers.say(DriNumeric.VENOUS_SATURATION, value(VENOUS_SATURATION + FIRST), Validity.VALID, events);
        }
    }

    private void reportCarbonDioxide(Consumer<DriverEvent> events) {
        boolean measures = measures(CARBON_DIOXIDE);
        int status = measures ? status(CARBON_DIOXIDE) : 0;
        // What the impedance tells stands in this group and needs no CO2 module.
        boolean apnoeaByImpedance = (status(CARBON_DIOXIDE) & APNOEA_BY_IMPEDANCE) != 0;
        alerts.report("co2-apnoea", 151_594, AlertPriority.HIGH, true, (status & APNOEA) != 0, events);
        alerts.report("impedance-apnoea", 151_578, AlertPriority.HIGH, true, apnoeaByImpedance, events);
        alerts.report("co2-occlusion", 0, AlertPriority.MEDIUM, false, (status & CO2_OCCLUSION) != 0, events);
        alerts.report("co2-leak", 0, AlertPriority.MEDIUM, false, (status & CO2_LEAK) != 0, events);
        ambientTenths = measures ? value(CARBON_DIOXIDE + FOURTH) : DriNumbers.CODE_MAX;
        carbonDioxideUnready = (status & CO2_CALIBRATES_OR_ZEROES) != 0;
        if (!measures) {
            return;
        }
        Validity validity = (status & (CO2_OCCLUSION | CO2_LEAK)) != 0 ? Validity.QUESTIONABLE : Validity.VALID;
        sayPartialPressure(DriNumeric.CO2_END_TIDAL, value(CARBON_DIOXIDE + FIRST), validity, events);
        sayPartialPressure(DriNumeric.CO2_INSPIRED, value(CARBON_DIOXIDE + SECOND), validity, events);
        // A rate from the impedance is the ECG group's.
        if ((label(CARBON_DIOXIDE) & RESPIRATION_SOURCE) != RESPIRATION_FROM_CO2) {
            return;
        }
        if (carbonDioxideUnready) {
            numbers.sayMissing(DriNumeric.CO2_RESPIRATION, events);
        } else {
            numbers.say(DriNumeric.CO2_RESPIRATION, value(CARBON_DIOXIDE + THIRD), validity, events);
        }
    }

    /** Hundredths of a percent times tenths of mmHg are hundred-thousandths of mmHg. */
    private void sayPartialPressure(
            DriNumeric numeric, int hundredths, Validity validity, Consumer<DriverEvent> events) {
        if (carbonDioxideUnready || hundredths <= DriNumbers.CODE_MAX || ambientTenths <= 0) {
            numbers.sayMissing(numeric, events);
        } else {
            numbers.sayValue(numeric, (long) hundredths * ambientTenths, validity, events);
        }
    }

    private void reportGases(Consumer<DriverEvent> events) {
        sayPair(OXYGEN, DriNumeric.O2_END_TIDAL, DriNumeric.O2_INSPIRED, events);
        sayPair(NITROUS_OXIDE, DriNumeric.N2O_EXPIRED, DriNumeric.N2O_INSPIRED, events);
        switch (label(AGENT)) {
            case 2 -> sayPair(AGENT, DriNumeric.HALOTHANE_END_TIDAL, DriNumeric.HALOTHANE_INSPIRED, events);
            case 3 -> sayPair(AGENT, DriNumeric.ENFLURANE_END_TIDAL, DriNumeric.ENFLURANE_INSPIRED, events);
            case 4 -> sayPair(AGENT, DriNumeric.ISOFLURANE_END_TIDAL, DriNumeric.ISOFLURANE_INSPIRED, events);
            case 5 -> sayPair(AGENT, DriNumeric.DESFLURANE_END_TIDAL, DriNumeric.DESFLURANE_INSPIRED, events);
            case 6 -> sayPair(AGENT, DriNumeric.SEVOFLURANE_END_TIDAL, DriNumeric.SEVOFLURANE_INSPIRED, events);
            default -> {
                // No agent, or one that the monitor does not know either.
            }
        }
    }

    private void sayPair(int group, DriNumeric endTidal, DriNumeric inspired, Consumer<DriverEvent> events) {
        if (measures(group)) {
            numbers.say(endTidal, value(group + FIRST), Validity.VALID, events);
            numbers.say(inspired, value(group + SECOND), Validity.VALID, events);
        }
    }

    private void reportVentilation(Consumer<DriverEvent> events) {
        boolean measures = measures(FLOW_AND_VOLUME);
        int status = measures ? status(FLOW_AND_VOLUME) : 0;
        alerts.report("circuit-disconnected", 0, AlertPriority.HIGH, false, (status & DISCONNECTED) != 0, events);
        alerts.report("circuit-obstructed", 0, AlertPriority.HIGH, false, (status & OBSTRUCTED) != 0, events);
        alerts.report("circuit-leak", 0, AlertPriority.MEDIUM, false, (status & LEAKING) != 0, events);
        if (!measures) {
            return;
        }
        Validity validity =
                (status & (DISCONNECTED | OBSTRUCTED | LEAKING)) != 0 ? Validity.QUESTIONABLE : Validity.VALID;
        numbers.say(DriNumeric.AIRWAY_RESPIRATION, value(FLOW_AND_VOLUME + FIRST), validity, events);
        numbers.say(DriNumeric.PRESSURE_PEAK, value(FLOW_AND_VOLUME + SECOND), validity, events);
        numbers.say(DriNumeric.PRESSURE_END_EXPIRED, value(FLOW_AND_VOLUME + THIRD), validity, events);
        numbers.say(DriNumeric.PRESSURE_PLATEAU, value(FLOW_AND_VOLUME + FOURTH), validity, events);
        numbers.say(DriNumeric.TIDAL_INSPIRED, value(FLOW_AND_VOLUME + FIFTH), validity, events);
        numbers.say(DriNumeric.TIDAL_EXPIRED, value(FLOW_AND_VOLUME + SIXTH), validity, events);
        numbers.say(DriNumeric.COMPLIANCE, value(FLOW_AND_VOLUME + SEVENTH), validity, events);
        numbers.say(DriNumeric.MINUTE_EXPIRED, value(FLOW_AND_VOLUME + EIGHTH), validity, events);
    }

    private void reportCardiacOutput(Consumer<DriverEvent> events) {
        if (measures(CARDIAC_OUTPUT)) {
            sayUndated(DriNumeric.CARDIAC_OUTPUT, CARDIAC_OUTPUT + FIRST, events);
            numbers.say(DriNumeric.TEMPERATURE_BLOOD, value(CARDIAC_OUTPUT + SECOND), Validity.VALID, events);
            sayUndated(DriNumeric.WEDGE_PRESSURE, CARDIAC_OUTPUT + FOURTH, events);
        }
    }

    /** The monitor does not tell how old it is: what was on the screen when we began to look has no time. */
    private void sayUndated(DriNumeric numeric, int place, Consumer<DriverEvent> events) {
        Validity validity = numbers.isFirstSight(numeric) ? Validity.QUESTIONABLE : Validity.VALID;
        numbers.sayLasting(numeric, value(place), false, validity, events);
    }

    private boolean measures(int group) {
        return (status(group) & EXISTS_AND_MEASURES) == EXISTS_AND_MEASURES;
    }

    /** The documented bits are all among the lower half. */
    private int status(int group) {
        return LittleEndian.uint16(bytes, at + group);
    }

    private int label(int group) {
        return LittleEndian.uint16(bytes, at + group + LABEL);
    }

    private int value(int place) {
        return LittleEndian.int16(bytes, at + place);
    }
}

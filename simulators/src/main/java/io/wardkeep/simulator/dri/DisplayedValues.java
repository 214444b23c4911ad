package io.wardkeep.simulator.dri;

import io.wardkeep.simulator.patient.Breathing;
import io.wardkeep.simulator.patient.Circulation;
import io.wardkeep.simulator.patient.Pressure;
import io.wardkeep.simulator.patient.Rhythm;
import io.wardkeep.simulator.patient.Ventilation;
import io.wardkeep.simulator.patient.Vitals;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The basic class of displayed values, 278 bytes. */
final class DisplayedValues {

    /** Ambient pressure, tenths of mmHg. */
    static final int AMBIENT_TENTHS = 7_600;

    /** Hundredths of a percent that are one mmHg at that pressure. */
    static final double HUNDREDTHS_OF_PERCENT_PER_MMHG = 100_000.0 / AMBIENT_TENTHS;

    private static final int BYTES = 278;
    private static final int MEASURES = 0x3;
    private static final int NO_VALUE = -32_767;
    private static final int MODULE_BUT_NO_SENSOR = 0x1;

    private static final int RATE_FROM_ECG = 1 << 3;
    private static final int ASYSTOLE = 1 << 2;
    private static final int LEADS_OFF = 0x7 << 11;
    private static final int LEADS_II_V_I = 0x271;
    private static final int APNOEA = 1 << 2;
    private static final int APNOEA_SECONDS = 20;
    private static final int FROM_CO2 = 1;
    private static final int ART = 1;
    private static final int CVP = 2;
    private static final int PA = 3;
    private static final int CORE = 15;
    private static final int SKIN = 7;
    private static final int NO_AGENT = 1;

    private final byte[] bytes = new byte[BYTES];
    private final ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    private DisplayedValues() {}

    static byte[] of(Vitals vitals, Cuff cuff, long seconds) {
        DisplayedValues displayed = new DisplayedValues();
        displayed.values.putInt((int) seconds);
        displayed.heart(vitals);
        displayed.pressures(vitals.circulation());
        displayed.cuff(cuff);
        displayed.temperatures(vitals);
        displayed.oximeter(vitals);
        displayed.gases(vitals.breathing());
        displayed.ventilation(vitals.breathing(), vitals.ventilation());
        displayed.absent(4).absent(3);
        displayed.whole(vitals.heartRate()).whole(vitals.heartRate()).whole(vitals.heartRate());
        displayed.absent(1).absent(4).absent(4);
        return displayed.bytes;
    }

    private void heart(Vitals vitals) {
        Circulation circulation = vitals.circulation();
        boolean standsStill =
                circulation.rhythm() == Rhythm.ASYSTOLE || circulation.rhythm() == Rhythm.VENTRICULAR_FIBRILLATION;
        boolean leadsOff = circulation.heartRate().isEmpty();
        int status = MEASURES | RATE_FROM_ECG | (standsStill ? ASYSTOLE : 0) | (leadsOff ? LEADS_OFF : 0);
        group(status, LEADS_II_V_I)
                .whole(circulation.heartRate())
                .hundredths(10 * circulation.st().ii())
                .hundredths(10 * circulation.st().v())
                .hundredths(10 * circulation.st().i())
                .whole(vitals.respiratoryRate());
    }

    private void pressures(Circulation circulation) {
        pressure(circulation.arterial(), ART, circulation.heartRate());
        OptionalDouble venous = circulation.centralVenous();
        if (venous.isPresent()) {
            group(MEASURES, CVP)
                    .raw(NO_VALUE)
                    .raw(NO_VALUE)
                    .hundredths(venous.getAsDouble())
                    .raw(NO_VALUE);
        } else {
            absent(4);
        }
        pressure(circulation.pulmonary(), PA, OptionalInt.empty());
        absent(4);
    }

    private void pressure(Optional<Pressure> pressure, int label, OptionalInt rate) {
        if (pressure.isEmpty()) {
            absent(4);
            return;
        }
        group(MEASURES, label)
                .hundredths(pressure.get().systolic())
                .hundredths(pressure.get().diastolic())
                .hundredths(pressure.get().mean())
                .whole(rate);
    }

    private void cuff(Cuff cuff) {
        group(MEASURES, cuff.label());
        Optional<Pressure> last = cuff.last();
        if (last.isPresent()) {
            hundredths(last.get().systolic())
                    .hundredths(last.get().diastolic())
                    .hundredths(last.get().mean())
                    .whole(cuff.rate());
        } else {
            raw(NO_VALUE).raw(NO_VALUE).raw(NO_VALUE).raw(NO_VALUE);
        }
    }

    private void temperatures(Vitals vitals) {
        group(MEASURES, CORE).hundredths(vitals.temperatures().core());
        group(MEASURES, SKIN).hundredths(vitals.temperatures().skin());
        absent(1).absent(1);
    }

    private void oximeter(Vitals vitals) {
        OptionalInt saturation = vitals.saturation();
        group(vitals.fingerInProbe() ? MEASURES : MODULE_BUT_NO_SENSOR, 0)
                .raw(saturation.isPresent() ? 100 * saturation.getAsInt() : NO_VALUE)
                .whole(vitals.pulseRate())
                .raw(NO_VALUE)
                .raw(NO_VALUE);
    }

    private void gases(Breathing breathing) {
        int apnoea = breathing.apnoeaSeconds() >= APNOEA_SECONDS ? APNOEA : 0;
        OptionalDouble endTidal = breathing.endTidalCo2();
        group(MEASURES | apnoea, FROM_CO2)
                .raw(
                        endTidal.isPresent()
                                ? (int) Math.round(endTidal.getAsDouble() * HUNDREDTHS_OF_PERCENT_PER_MMHG)
                                : NO_VALUE)
                .raw((int) Math.round(breathing.inspiredCo2() * HUNDREDTHS_OF_PERCENT_PER_MMHG))
                .raw(breathing.airwayRate())
                .raw(AMBIENT_TENTHS);
        group(MEASURES, 0).raw(NO_VALUE).hundredths(breathing.inspiredOxygen());
        absent(2);
        group(0, NO_AGENT).raw(NO_VALUE).raw(NO_VALUE).raw(NO_VALUE);
    }

    private void ventilation(Breathing breathing, Ventilation ventilation) {
        group(MEASURES, 0)
                .raw(breathing.airwayRate())
                .hundredths(ventilation.peakPressure())
                .hundredths(ventilation.endExpiratoryPressure())
                .hundredths(ventilation.plateauPressure())
                .raw((int) Math.round(10 * ventilation.tidalVolume()))
                .raw((int) Math.round(10 * ventilation.tidalVolume()))
                .hundredths(ventilation.compliance())
                .hundredths(ventilation.minuteVolume());
    }

    private DisplayedValues group(int status, int label) {
        values.putInt(status).putShort((short) label);
        return this;
    }

    private DisplayedValues absent(int numbers) {
        group(0, 0);
        for (int i = 0; i < numbers; i++) {
            raw(NO_VALUE);
        }
        return this;
    }

    private DisplayedValues raw(int number) {
        values.putShort((short) number);
        return this;
    }

    private DisplayedValues hundredths(double number) {
        return raw((int) Math.round(100 * number));
    }

    private DisplayedValues whole(OptionalInt number) {
        return raw(number.isPresent() ? number.getAsInt() : NO_VALUE);
    }
}

package io.wardkeep.driver.dri;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Waveform sub-records: count, status, label, samples. Owned by one session. */
final class WaveformBlocks {

    private static final int STATUS_AT = 2;
    private static final int LABEL_AT = 4;
    private static final int SAMPLES_AT = 6;

    private static final int GAP_BEFORE = 1;
    private static final int LEAD_OFF = 1 << 3;

    private static final int ECG_1 = 1;
    private static final int ECG_3 = 3;
    private static final int PRESSURE_1 = 4;
    private static final int PRESSURE_4 = 7;
    private static final int PLETHYSMOGRAM = 8;
    private static final int CARBON_DIOXIDE = 9;
    private static final int AIRWAY_PRESSURE = 13;
    private static final int AIRWAY_FLOW = 14;
    private static final int AIRWAY_VOLUME = 23;
    private static final int TYPES = 64;

    private static final Metric PLETH = Measurements.metric(150_452);
    private static final Metric CO2 = Measurements.metric(151_700);
    private static final Metric PAW = Measurements.metric(151_792);
    private static final Metric FLOW = Measurements.metric(151_764);
    private static final Metric VOLUME = Measurements.metric(152_708);

    private static final int HERTZ_300 = 3_333_333;
    private static final int HERTZ_100 = 10_000_000;
    private static final int HERTZ_25 = 40_000_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private static final int MICROVOLTS_IN_MILLIVOLTS = 3;
    private static final int HUNDREDTHS = 2;
    private static final int HUNDREDTHS_OF_A_PERCENT = 4;
    private static final int PRODUCT_WITH_AMBIENT = 5;
    private static final int TENTHS = 1;

    private final BasicClass basic;
    private final boolean[] heard = new boolean[TYPES];

    WaveformBlocks(BasicClass basic) {
        this.basic = basic;
    }

    /** The seven that are asked for: 600 samples a second, which is all that the interface allows. */
    static int[] wanted() {
        return new int[] {ECG_1, PRESSURE_1, PLETHYSMOGRAM, CARBON_DIOXIDE, AIRWAY_PRESSURE, AIRWAY_FLOW, AIRWAY_VOLUME
        };
    }

    /**
     * Says what a block says.
     *
     * @param until where the record ends
     * @return false when it is no block
     */
    boolean report(byte[] record, int at, int until, int type, long nowMillis, Consumer<DriverEvent> events) {
        if (at + SAMPLES_AT > until) {
            return false;
        }
        int count = LittleEndian.int16(record, at);
        if (count < 0 || at + SAMPLES_AT + 2 * count > until) {
            return false;
        }
        int status = LittleEndian.uint16(record, at + STATUS_AT);
        if (type < TYPES) {
            if ((status & GAP_BEFORE) != 0 && heard[type]) {
                events.accept(new DriverEvent.Malformed("wave-gap", 0));
            }
            heard[type] = true;
        }
        if (count > 0) {
            said(record, at, type, new int[count], nowMillis, events);
        }
        return true;
    }

    private void said(byte[] record, int at, int type, int[] samples, long nowMillis, Consumer<DriverEvent> events) {
        int label = LittleEndian.uint16(record, at + LABEL_AT);
        boolean leadOff = (LittleEndian.uint16(record, at + STATUS_AT) & LEAD_OFF) != 0;
        int from = at + SAMPLES_AT;
        if (type >= ECG_1 && type <= ECG_3) {
            Metric lead = Labels.leadMetric(basic.ecgLabel(), type - ECG_1);
            if (leadOff) {
                Arrays.fill(samples, Waveform.MISSING);
                say(lead, HERTZ_300, MICROVOLTS_IN_MILLIVOLTS, samples, Validity.SENSOR_OFF, nowMillis, events);
            } else {
                take(record, from, 1, samples);
                say(lead, HERTZ_300, MICROVOLTS_IN_MILLIVOLTS, samples, Validity.VALID, nowMillis, events);
            }
        } else if (type >= PRESSURE_1 && type <= PRESSURE_4) {
            Optional<Labels.Site> site = Labels.site(label);
            if (site.isPresent() && site.get().waveform().isPresent()) {
                sayPressure(site.get().waveform().get(), type - PRESSURE_1, record, from, samples, nowMillis, events);
            }
        } else {
            switch (type) {
                case PLETHYSMOGRAM -> {
                    take(record, from, 1, samples);
                    say(PLETH, HERTZ_100, HUNDREDTHS_OF_A_PERCENT, samples, Validity.VALID, nowMillis, events);
                }
                case CARBON_DIOXIDE -> sayCarbonDioxide(record, from, samples, nowMillis, events);
                case AIRWAY_PRESSURE -> {
                    take(record, from, 1, samples);
                    say(PAW, HERTZ_25, TENTHS, samples, Validity.VALID, nowMillis, events);
                }
                case AIRWAY_FLOW -> {
                    take(record, from, 1, samples);
                    say(FLOW, HERTZ_25, TENTHS, samples, Validity.VALID, nowMillis, events);
                }
                case AIRWAY_VOLUME -> {
                    take(record, from, 1, samples);
                    say(VOLUME, HERTZ_25, 0, samples, Validity.VALID, nowMillis, events);
                }
                default -> {
                    // Somebody else asked for it: a waveform without a code, or one whose unit is not told.
                }
            }
        }
    }

    private void sayPressure(
            Metric metric,
            int channel,
            byte[] record,
            int from,
            int[] samples,
            long nowMillis,
            Consumer<DriverEvent> events) {
        boolean zeroing = basic.zeroing(channel);
        if (zeroing) {
            Arrays.fill(samples, Waveform.MISSING);
        } else {
            take(record, from, 1, samples);
        }
        say(metric, HERTZ_100, HUNDREDTHS, samples, zeroing ? Validity.INVALID : Validity.VALID, nowMillis, events);
    }

    /**
     * Percent becomes mmHg by the ambient pressure; before that is known, and while the module is zeroed, there is a
     * curve and no value of it.
     */
    private void sayCarbonDioxide(
            byte[] record, int from, int[] samples, long nowMillis, Consumer<DriverEvent> events) {
        int ambient = basic.ambientTenths();
        if (ambient > 0 && !basic.carbonDioxideUnready()) {
            take(record, from, ambient, samples);
            say(CO2, HERTZ_25, PRODUCT_WITH_AMBIENT, samples, Validity.VALID, nowMillis, events);
        } else {
            Arrays.fill(samples, Waveform.MISSING);
            say(CO2, HERTZ_25, PRODUCT_WITH_AMBIENT, samples, Validity.INVALID, nowMillis, events);
        }
    }

    private static void take(byte[] record, int from, int factor, int[] samples) {
        for (int i = 0; i < samples.length; i++) {
            int raw = LittleEndian.int16(record, from + 2 * i);
            samples[i] = raw <= DriNumbers.CODE_MAX ? Waveform.MISSING : raw * factor;
        }
    }

    private static void say(
            Metric metric,
            int periodNanos,
            int scale,
            int[] samples,
            Validity validity,
            long nowMillis,
            Consumer<DriverEvent> events) {
        long lastedMillis = (long) samples.length * periodNanos / NANOS_PER_MILLI;
        events.accept(new DriverEvent.Measured(new Waveform(
                metric.code(),
                metric.unitCode(),
                periodNanos,
                scale,
                samples,
                validity,
                nowMillis - lastedMillis,
                Reading.NO_DEVICE_TIME)));
    }
}

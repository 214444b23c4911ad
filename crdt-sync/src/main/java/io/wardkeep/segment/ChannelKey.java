package io.wardkeep.segment;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;

/**
 * What the readings of one column of a body have in common. A metric whose number of decimals changes has several.
 *
 * @param code of the metric
 * @param unit of the numbers
 * @param scale decimals among the digits
 * @param periodNanos between samples; 0 for single values
 */
record ChannelKey(int code, int unit, int scale, long periodNanos) {

    static ChannelKey of(Reading reading) {
        return switch (reading) {
            case Observation value -> new ChannelKey(value.code(), value.unit(), value.scale(), 0);
            case Waveform wave -> new ChannelKey(wave.code(), wave.unit(), wave.scale(), wave.periodNanos());
        };
    }

    /** The same of all columns that differ in their decimals alone. */
    ChannelKey withoutScale() {
        return new ChannelKey(code, unit, -1, periodNanos);
    }

    boolean isWave() {
        return periodNanos != 0;
    }

    /** Does a reading belong here? A missing value does whatever the decimals. Not a switch: this is asked most. */
    boolean takes(Reading reading) {
        if (reading instanceof Observation value) {
            return value.code() == code
                    && value.unit() == unit
                    && periodNanos == 0
                    && (value.scale() == scale || !value.validity().hasValue());
        }
        return reading instanceof Waveform wave
                && wave.code() == code
                && wave.unit() == unit
                && wave.periodNanos() == periodNanos
                && wave.scale() == scale;
    }
}

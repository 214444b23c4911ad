package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import java.util.Arrays;

/** What devices measure and are set to, as far as the nomenclature has a code for it. */
enum Quantity {
    COMPLIANCE(151_692, Conversion.PER_MILLIBAR_TO_PER_CENTIMETRE),
    RESISTANCE(151_840, Conversion.MILLIBAR_TO_CENTIMETRES),
    MEAN_PRESSURE(151_975, Conversion.MILLIBAR_TO_CENTIMETRES),
    PLATEAU_PRESSURE(152_424, Conversion.MILLIBAR_TO_CENTIMETRES),
    END_EXPIRATORY_PRESSURE(151_976, Conversion.MILLIBAR_TO_CENTIMETRES),
    PEAK_PRESSURE(151_817, Conversion.MILLIBAR_TO_CENTIMETRES),
    INTRINSIC_PRESSURE(151_808, Conversion.MILLIBAR_TO_CENTIMETRES),
    EXPIRED_VOLUME(152_664, Conversion.NONE),
    SPONTANEOUS_RATE(152_498, Conversion.NONE),
    MINUTE_VOLUME(151_884, Conversion.NONE),
    RATE(152_490, Conversion.NONE),
    OXYGEN(152_196, Conversion.NONE),
    CARBON_DIOXIDE(151_708, Conversion.NONE),
    PULSE_RATE(149_530, Conversion.NONE),
    SATURATION(150_456, Conversion.NONE),
    OXYGEN_SET(16_930_360, Conversion.NONE),
    VOLUME_SET(16_929_196, Conversion.NONE),
    RATE_SET(16_928_802, Conversion.NONE),
    END_EXPIRATORY_PRESSURE_SET(16_929_192, Conversion.MILLIBAR_TO_CENTIMETRES);

    private static final Metric[] METRICS = Arrays.stream(values())
            .map(quantity -> Measurements.metric(quantity.code))
            .toArray(Metric[]::new);

    private final int code;
    private final Conversion conversion;

    @SuppressWarnings("ImmutableEnumChecker") // a record of a text
    private final DriverEvent inAnotherUnit;

    Quantity(int code, Conversion conversion) {
        this.code = code;
        this.conversion = conversion;
        inAnotherUnit = new DriverEvent.LeftOut(code + " in another unit");
    }

    Metric metric() {
        return METRICS[ordinal()];
    }

    /** What is said of it where the device gives it in a unit that does not convert exactly. */
    DriverEvent inAnotherUnit() {
        return inAnotherUnit;
    }

    Conversion conversion() {
        return conversion;
    }

    /** Is a zero of this no value? The heart of a patient who is watched beats, and has some oxygen in its blood. */
    boolean isMissingAtZero() {
        return this == PULSE_RATE || this == SATURATION;
    }
}

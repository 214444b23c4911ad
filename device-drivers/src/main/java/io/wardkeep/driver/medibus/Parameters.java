package io.wardkeep.driver.medibus;

import java.util.Arrays;

/** Which code of an answer means which quantity, and in which unit it then is. */
final class Parameters {

    /** Codepage 1 of measured values, Evita family; pairs of codes are one quantity in two forms. */
    static final Parameters MEASURED = new Parameters()
            .with(0x06, Quantity.COMPLIANCE)
            .with(0x07, Quantity.COMPLIANCE)
            .with(0x08, Quantity.RESISTANCE)
            .with(0x0B, Quantity.RESISTANCE)
            .with(0x73, Quantity.MEAN_PRESSURE)
            .with(0x74, Quantity.PLATEAU_PRESSURE)
            .with(0x78, Quantity.END_EXPIRATORY_PRESSURE)
            .with(0x79, Quantity.INTRINSIC_PRESSURE)
            .with(0x7D, Quantity.PEAK_PRESSURE)
            .with(0x82, Quantity.EXPIRED_VOLUME, Conversion.LITRES_TO_MILLILITRES)
            .with(0x88, Quantity.EXPIRED_VOLUME)
            .with(0xB5, Quantity.SPONTANEOUS_RATE)
            .with(0xB8, Quantity.MINUTE_VOLUME)
            .with(0xB9, Quantity.MINUTE_VOLUME)
            .with(0xD6, Quantity.RATE)
            .inAnotherUnit(0xDB, Quantity.CARBON_DIOXIDE)
            .with(0xE1, Quantity.PULSE_RATE)
            .inAnotherUnit(0xE3, Quantity.CARBON_DIOXIDE)
            .with(0xE6, Quantity.CARBON_DIOXIDE)
            .with(0xEB, Quantity.SATURATION)
            .with(0xF0, Quantity.OXYGEN);

    /** Settings of the Evita family. */
    static final Parameters SETTINGS = new Parameters()
            .with(0x01, Quantity.OXYGEN_SET)
            .with(0x04, Quantity.VOLUME_SET, Conversion.LITRES_TO_MILLILITRES)
            .with(0x09, Quantity.RATE_SET)
            .with(0x0B, Quantity.END_EXPIRATORY_PRESSURE_SET)
            .with(0x40, Quantity.VOLUME_SET);

    private static final int NOT_KNOWN = -1;
    private static final Quantity[] QUANTITIES = Quantity.values();

    private final int[] quantityByCode = new int[256];
    private final boolean[] otherUnitByCode = new boolean[256];
    private final Conversion[] conversionByCode = new Conversion[256];

    private Parameters() {
        Arrays.fill(quantityByCode, NOT_KNOWN);
        Arrays.fill(conversionByCode, Conversion.NONE);
    }

    boolean knows(int code) {
        return quantityByCode[code] != NOT_KNOWN;
    }

    /** Is its unit one that does not convert exactly? */
    boolean isInAnotherUnit(int code) {
        return otherUnitByCode[code];
    }

    Quantity quantity(int code) {
        return QUANTITIES[quantityByCode[code]];
    }

    Conversion conversion(int code) {
        return conversionByCode[code];
    }

    private Parameters inAnotherUnit(int code, Quantity quantity) {
        otherUnitByCode[code] = true;
        return with(code, quantity);
    }

    private Parameters with(int code, Quantity quantity) {
        return with(code, quantity, quantity.conversion());
    }

    private Parameters with(int code, Quantity quantity, Conversion conversion) {
        quantityByCode[code] = quantity.ordinal();
        conversionByCode[code] = conversion;
        return this;
    }
}

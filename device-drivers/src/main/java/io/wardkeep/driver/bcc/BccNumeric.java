package io.wardkeep.driver.bcc;

import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;

/** The parameters that are numbers with a code of the nomenclature, in its unit as they stand. */
enum BccNumeric {
    RATE("INRT", 158_014),
    VOLUME_INFUSED("INVI", 157_993),
    VOLUME_TO_BE_INFUSED("INVTB", 157_884),
    VOLUME_LEFT("INVOLACT", 157_995);

    private final String parameter;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Metric metric;

    BccNumeric(String parameter, int code) {
        this.parameter = parameter;
        this.metric = Measurements.metric(code);
    }

    String parameter() {
        return parameter;
    }

    Metric metric() {
        return metric;
    }
}

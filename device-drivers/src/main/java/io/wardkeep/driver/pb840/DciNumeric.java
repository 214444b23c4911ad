package io.wardkeep.driver.pb840;

import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;

/** The numbers of the reports that have a code of the nomenclature. */
enum DciNumeric {
    RATE_SET(16_928_802, 13, 10, Form.PLAIN),
    TIDAL_VOLUME_SET(16_929_196, 14, 11, Form.LITRES),
    OXYGEN_SET(16_930_360, 16, 13, Form.PLAIN),
    PEEP_SET(16_929_192, 18, 15, Form.PLAIN),
    RATE_TOTAL(152_490, 70, 34, Form.PLAIN),
    TIDAL_VOLUME_EXHALED(152_664, 71, 35, Form.LITRES),
    MINUTE_VOLUME_EXHALED(151_884, 72, 36, Form.PLAIN),
    PRESSURE_PEAK(151_817, 73, 38, Form.PLAIN),
    PRESSURE_MEAN(151_975, 74, 39, Form.PLAIN),
    OXYGEN_DELIVERED(152_196, 77, DciNumeric.NOWHERE, Form.PLAIN),
    TIDAL_VOLUME_INSPIRED(152_660, 78, DciNumeric.NOWHERE, Form.LITRES),
    PEEP_INTRINSIC(151_808, 79, DciNumeric.NOWHERE, Form.LASTING),
    PEEP(151_976, 87, DciNumeric.NOWHERE, Form.PLAIN),
    COMPLIANCE_STATIC(151_696, 92, DciNumeric.NOWHERE, Form.LASTING),
    PRESSURE_PLATEAU(152_424, 94, DciNumeric.NOWHERE, Form.LASTING),
    COMPLIANCE_DYNAMIC(151_692, 96, DciNumeric.NOWHERE, Form.PLAIN),
    LEAK(153_224, 157, DciNumeric.NOWHERE, Form.PLAIN);

    /** How a field becomes a value. */
    enum Form {
        /** As it stands. */
        PLAIN,
        /** In litres, stored in millilitres. */
        LITRES,
        /** As it stands, from one manoeuvre until the next. */
        LASTING
    }

    /** The report has no such field. */
    static final int NOWHERE = 0;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Metric metric;

    private final int longField;
    private final int shortField;
    private final Form form;

    DciNumeric(int code, int longField, int shortField, Form form) {
        this.metric = Measurements.metric(code);
        this.longField = longField;
        this.shortField = shortField;
        this.form = form;
    }

    Metric metric() {
        return metric;
    }

    Form form() {
        return form;
    }

    /** The field's number in this report, or {@link #NOWHERE}. */
    int field(DciReport report) {
        int field = report.isLong() ? longField : shortField;
        return field <= report.lastField() ? field : NOWHERE;
    }
}

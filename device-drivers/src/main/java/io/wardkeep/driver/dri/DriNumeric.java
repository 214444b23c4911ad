package io.wardkeep.driver.dri;

import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;

/** The numbers of the basic class that have a code of the nomenclature, and how many decimals their integers have. */
enum DriNumeric {
    HEART_RATE(147_842, 0),
    IMPEDANCE_RESPIRATION(151_578, 0),
    ART_SYSTOLIC(150_033, 2),
    ART_DIASTOLIC(150_034, 2),
    ART_MEAN(150_035, 2),
    ABP_SYSTOLIC(150_037, 2),
    ABP_DIASTOLIC(150_038, 2),
    ABP_MEAN(150_039, 2),
    PULMONARY_SYSTOLIC(150_045, 2),
    PULMONARY_DIASTOLIC(150_046, 2),
    PULMONARY_MEAN(150_047, 2),
    CENTRAL_VENOUS_MEAN(150_087, 2),
    LEFT_ATRIAL_MEAN(150_067, 2),
    RIGHT_ATRIAL_MEAN(150_071, 2),
    INTRACRANIAL_MEAN(153_611, 2),
    ARTERIAL_PULSE_RATE(149_522, 0),
    CUFF_SYSTOLIC(150_021, 2),
    CUFF_DIASTOLIC(150_022, 2),
    CUFF_MEAN(150_023, 2),
    CUFF_PULSE_RATE(149_546, 0),
    TEMPERATURE(150_344, 2),
    TEMPERATURE_OESOPHAGEAL(150_372, 2),
    TEMPERATURE_NASOPHARYNGEAL(150_380, 2),
    TEMPERATURE_TYMPANIC(150_392, 2),
    TEMPERATURE_RECTAL(188_420, 2),
    TEMPERATURE_BLADDER(150_348, 2),
    TEMPERATURE_AXILLARY(188_496, 2),
    TEMPERATURE_SKIN(150_388, 2),
    TEMPERATURE_CORE(150_368, 2),
    TEMPERATURE_BLOOD(188_436, 2),
    SATURATION(150_456, 2),
    PULSE_RATE(149_530, 0),
    CO2_END_TIDAL(151_708, 5),
    CO2_INSPIRED(151_716, 5),
    CO2_RESPIRATION(151_594, 0),
    O2_END_TIDAL(152_440, 2),
    O2_INSPIRED(152_196, 2),
    N2O_EXPIRED(152_136, 2),
    N2O_INSPIRED(152_192, 2),
    HALOTHANE_END_TIDAL(152_092, 2),
    HALOTHANE_INSPIRED(152_176, 2),
    ENFLURANE_END_TIDAL(152_088, 2),
    ENFLURANE_INSPIRED(152_172, 2),
    ISOFLURANE_END_TIDAL(152_100, 2),
    ISOFLURANE_INSPIRED(152_184, 2),
    DESFLURANE_END_TIDAL(152_084, 2),
    DESFLURANE_INSPIRED(152_168, 2),
    SEVOFLURANE_END_TIDAL(152_096, 2),
    SEVOFLURANE_INSPIRED(152_180, 2),
    AIRWAY_RESPIRATION(151_570, 0),
    PRESSURE_PEAK(151_817, 2),
    PRESSURE_END_EXPIRED(151_976, 2),
    PRESSURE_PLATEAU(152_424, 2),
    TIDAL_INSPIRED(152_660, 1),
    TIDAL_EXPIRED(152_664, 1),
    COMPLIANCE(151_692, 2),
    MINUTE_EXPIRED(151_884, 2),
    CARDIAC_OUTPUT(150_276, 3),
    WEDGE_PRESSURE(150_052, 2),
    VENOUS_SATURATION(150_332, 2);

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Metric metric;

    private final int scale;

    DriNumeric(int code, int scale) {
        this.metric = Measurements.metric(code);
        this.scale = scale;
    }

    Metric metric() {
        return metric;
    }

    int scale() {
        return scale;
    }

    /** What has nothing to say when it reads zero: zero is what these show without a patient. */
    boolean zeroIsNoValue() {
        return switch (this) {
            case SATURATION, PULSE_RATE, ARTERIAL_PULSE_RATE, CUFF_PULSE_RATE, VENOUS_SATURATION, CARDIAC_OUTPUT ->
                true;
            default -> false;
        };
    }
}

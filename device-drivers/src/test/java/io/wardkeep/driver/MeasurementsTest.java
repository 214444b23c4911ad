package io.wardkeep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsTest {

    /** Saturation, pulse rates, arterial pressures by cuff and catheter. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                150_456, 160_296, 149_514, 149_522, 149_530, 149_546, 150_021, 150_022, 150_023, 150_033, 150_034,
                150_035, 150_037, 150_038, 150_039
            })
    void aZeroWithoutAPatientIsNoValue(int code) {
        assertThat(validity(code, 0, 1)).isEqualTo(Validity.INVALID);
        assertThat(validity(code, 70, 0)).isEqualTo(Validity.VALID);
    }

    /** Heart rate, respiration, central venous and pulmonary pressures, carbon dioxide. */
    @ParameterizedTest
    @ValueSource(ints = {147_842, 151_562, 150_087, 150_046, 151_708})
    void anyOtherZeroIsANumber(int code) {
        assertThat(validity(code, 0, 0)).isEqualTo(Validity.VALID);
    }

    private static Validity validity(int code, long mantissa, int scale) {
        return Measurements.value(
                        Measurements.metric(code), mantissa, scale, Validity.VALID, 1_000, Reading.NO_DEVICE_TIME)
                .validity();
    }
}

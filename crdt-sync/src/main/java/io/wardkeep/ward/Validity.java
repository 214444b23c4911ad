package io.wardkeep.ward;

/** How far a measured value may be believed (BICEPS MeasurementValidity, with the reasons that a ward asks for). */
public enum Validity {
    /** Measured and good. */
    VALID,
    /** Measured, but the device itself doubts it: artefact, low perfusion, held after the sensor went. */
    QUESTIONABLE,
    /** The measurement is going on (a cuff inflates); there is no value yet. */
    ONGOING,
    /** The device says that it has no value. */
    INVALID,
    /** No value because the sensor is off the patient or unplugged. */
    SENSOR_OFF,
    /** The device sent a number outside the plausible range of its metric; the number is not shown and not judged. */
    IMPLAUSIBLE;

    /** May the number be shown as a value and judged by alert rules? */
    public boolean hasValue() {
        return this == VALID || this == QUESTIONABLE;
    }
}

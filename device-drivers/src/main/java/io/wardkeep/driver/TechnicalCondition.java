package io.wardkeep.driver;

/** Technical conditions that bedside devices tell of. */
public enum TechnicalCondition {
    /** The sensor is off the patient. */
    SENSOR_OFF,
    /** The sensor is not plugged into the device. */
    SENSOR_UNPLUGGED,
    /** The signal is too poor to trust: artefact, out of track, interference. */
    SIGNAL_POOR,
    /** The battery is low. */
    BATTERY_LOW,
    /** The device reports a fault of its own. */
    DEVICE_FAULT
}

package io.wardkeep.ward;

/**
 * What can be wrong. Physiological kinds speak of the patient, technical ones of the equipment or of Wardkeep itself.
 * The order of the constants is part of the stored form: add at the end only.
 */
public enum AlertKind {
    /** A value below its low limit. */
    LIMIT_LOW(true),
    /** A value above its high limit. */
    LIMIT_HIGH(true),
    /** The device's own physiological alarm, forwarded. */
    DEVICE_PHYSIOLOGICAL(true),
    /** The device's own technical alarm, forwarded. */
    DEVICE_TECHNICAL(false),
    /** Nothing heard from the device for too long. */
    SILENCE(false),
    /** The sensor is off the patient or unplugged. */
    SENSOR_OFF(false),
    /** The port to the device does not exist or has gone. */
    PORT_GONE(false),
    /** More malformed frames than a healthy line makes. */
    MALFORMED_FLOOD(false),
    /** The journal cannot store: disk full, I/O error, too slow. */
    JOURNAL_TROUBLE(false),
    /** Observations were lost and are recorded as such. */
    DATA_LOST(false),
    /** The two sides of a partition set different limits; the stricter holds until somebody decides. */
    LIMITS_CONFLICT(false),
    /** A low limit not below its high limit. */
    LIMITS_CROSSED(false),
    /** The hub does not hear this gateway, or the gateway the hub: nobody central watches. */
    NOT_SUPERVISED(false),
    /** The gateway's certificate is refused, expired or about to. */
    IDENTITY_TROUBLE(false),
    /** The gateway's clock cannot be trusted. */
    CLOCK_TROUBLE(false),
    /** The device's battery is low. */
    BATTERY_LOW(false),
    /** The box was restored from an image or cloned. */
    REPLICA_FORKED(false),
    /** What hangs on a port is understood by no driver, or by more than one. */
    UNRECOGNISED(false);

    private final boolean physiological;

    AlertKind(boolean physiological) {
        this.physiological = physiological;
    }

    /** About the patient, not about equipment. */
    public boolean physiological() {
        return physiological;
    }
}

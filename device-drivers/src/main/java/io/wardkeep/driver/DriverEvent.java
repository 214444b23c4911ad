package io.wardkeep.driver;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Reading;
import java.nio.ByteBuffer;

/** What a driver session says after a step. */
public sealed interface DriverEvent {

    /** A value or a run of samples. */
    record Measured(Reading reading) implements DriverEvent {}

    /**
     * The state of one of the device's technical conditions; said when it changes and once at the start.
     *
     * @param condition which
     * @param present is it so now?
     */
    record Technical(TechnicalCondition condition, boolean present) implements DriverEvent {}

    /**
     * One of the device's own alarms, forwarded and never judged.
     *
     * @param id the device's own id or name of the alarm, stable while it is on
     * @param code context-free code of the metric meant, or 0
     * @param priority as the device gave it
     * @param physiological about the patient?
     * @param present on or over
     */
    record DeviceAlert(String id, int code, AlertPriority priority, boolean physiological, boolean present)
            implements DriverEvent {}

    /** What the device says that it is; an unknown part is empty. */
    record Identity(String model, String serial, String firmware) implements DriverEvent {}

    /**
     * Bytes that were no valid frame.
     *
     * @param reason short and constant, for a counter's label: {@code checksum}, {@code overlong},
     *     {@code unsynchronised} …
     * @param bytes how many were given up
     */
    record Malformed(String reason, int bytes) implements DriverEvent {}

    /**
     * The driver wants these bytes sent to the device: a poll or a handshake, never a command that changes anything.
     */
    record Transmit(ByteBuffer bytes) implements DriverEvent {}
}

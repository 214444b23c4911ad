package io.wardkeep.driver;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Reading;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a driver session says after a step. */
public sealed interface DriverEvent {

    /** A value or a run of samples. */
    record Measured(Reading reading) implements DriverEvent {}

    /**
     * A value of one of several equal parts of the device, a pump of a rack. A device has one stream for each metric,
     * so the gateway cannot keep these without taking one part's value for another's: it counts them.
     *
     * @param part the device's own name of the part, stable
     * @param reading what that part measured
     */
    record MeasuredByPart(String part, Reading reading) implements DriverEvent {}

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
     * Something that the device said and the driver understood and does not take: a result without a code, a value in a
     * unit that does not convert. No damage of the line, and no silent loss either.
     *
     * @param what the device's own name for it, short; a session gives few different ones
     */
    record LeftOut(String what) implements DriverEvent {}

    /**
     * The driver wants these bytes sent to the device: a poll or a handshake, never a command that changes anything.
     */
    record Transmit(ByteBuffer bytes) implements DriverEvent {}

    /**
     * What follows, up to the next of these or to an {@link Acknowledge}, is said of a device behind the sender: a
     * connection to a central station, an edge node or a broker speaks for many.
     *
     * @param place where it stands in the sender's words, for example the {@code ICU^^BED7} of HL7; empty where it does
     *     not say
     * @param equipment the device's own name or number; empty where it does not say
     * @param stranger to be sent instead of an acknowledgement when no such device is known here; may be empty
     */
    record Relayed(String place, String equipment, ByteBuffer stranger) implements DriverEvent {}

    /**
     * The admission system says that somebody lies in a place now, or has left it. It is believed by nobody before a
     * person has looked.
     *
     * @param place where, in the sender's words, for example the {@code ICU^^BED7} of HL7
     * @param label the patient as a tile may show it
     * @param detail more: number, born, sex; may be empty
     * @param number the patient's, by which the sender tells patients apart; may be empty
     * @param stays lies there now, or has left?
     * @param event the sender's own name of what happened
     * @param atMillis when it happened, epoch milliseconds
     */
    record Moved(String place, String label, String detail, String number, boolean stays, String event, long atMillis)
            implements DriverEvent {

        /** Says nothing about anybody, because texts of values end up in logs. */
        @Override
        public String toString() {
            return "Moved[" + event + " at " + place + "]";
        }
    }

    /**
     * The device waits to hear that it was understood, and may hear it once everything that the driver said since the
     * last such event is durable. A driver says what a message means and this in one step, so that nothing of the
     * message is on its way by itself. Answers of one conversation keep their order.
     *
     * @param bytes to be sent then: an acknowledgement, never a command; not changed afterwards
     * @param refusal to be sent instead when it could not be kept; empty where silence makes the device send again
     * @param message by what the same message is known when the device, having missed the answer, sends it again: the
     *     device's own number or a digest of what is unique in it; empty where a repetition cannot be told from a new
     *     message
     */
    record Acknowledge(ByteBuffer bytes, ByteBuffer refusal, OptionalLong message) implements DriverEvent {}
}

package io.wardkeep.gateway.journal;

import io.wardkeep.ward.DeviceId;

/**
 * What a message from a device is recognised by when it is delivered again.
 *
 * @param device whose message
 * @param kind what {@code value} is
 * @param value the device's own number of the message, or a 64-bit hash of its content
 */
public record MessageId(DeviceId device, Kind kind, long value) {

    /**
     * How many names of each device are remembered at least, durably. Whoever acknowledges messages must leave fewer of
     * them unacknowledged: only these are known again after the process was killed.
     */
    public static final int REMEMBERED_MIN = 2_048;

    /** What the value of a message's name is. */
    public enum Kind {
        /** The device's own number: a repeated one is always dropped. */
        NUMBERED,
        /** A hash of the content of a message that is surely new: kept even when an equal one is remembered. */
        CONTENT,
        /** A hash of the content of a message that may be a redelivery: dropped when an equal one is remembered. */
        CONTENT_AGAIN
    }

    /** A message that carries the device's own number. */
    public static MessageId numbered(DeviceId device, long id) {
        return new MessageId(device, Kind.NUMBERED, id);
    }

    /** A message without a number that is surely new. */
    public static MessageId content(DeviceId device, long hash) {
        return new MessageId(device, Kind.CONTENT, hash);
    }

    /** A message without a number that may be a redelivery. */
    public static MessageId contentAgain(DeviceId device, long hash) {
        return new MessageId(device, Kind.CONTENT_AGAIN, hash);
    }

    /** Under which name it is remembered. */
    public MessageId remembered() {
        return kind == Kind.CONTENT_AGAIN ? content(device, value) : this;
    }
}

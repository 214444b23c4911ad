package io.wardkeep.gateway.port;

/**
 * By what a repeated message of one device is known. The last {@link #REMEMBERED_MAX} of a device are kept durably, in
 * the same commit as the readings of their messages, and handed in again at the next start.
 *
 * @param kind what the value is
 * @param value the device's own message id, or the fingerprint of codes, times and values
 */
public record MessageMark(Kind kind, long value) {

    /** How many marks of a device are remembered: twice what a client may have in flight. */
    public static final int REMEMBERED_MAX = 2_048;

    /** What the value of a mark is. The order is part of the stored form: add at the end only. */
    public enum Kind {
        /** The {@code id} of the message, given by the device. */
        ID,
        /** A digest of codes, times and values of a message without {@code id}. */
        FINGERPRINT
    }
}

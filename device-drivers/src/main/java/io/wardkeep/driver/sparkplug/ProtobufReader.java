package io.wardkeep.driver.sparkplug;

/**
 * Walks through the fields of one message of protocol buffers. Makes no objects. Whatever is malformed ends the walk,
 * and {@link #malformed} says so.
 */
final class ProtobufReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean malformed;
    private int field;
    private int type;
    private long number;
    private int from;

    /** Begins with the message between these. */
    void open(byte[] message, int begin, int until) {
        bytes = message;
        at = begin;
        end = until;
        malformed = false;
    }

    /** Goes to the next field; false at the end. */
    boolean next() {
        if (at >= end || malformed) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> number = varint();
            case FIXED64 -> number = fixed(8);
            case FIXED32 -> number = fixed(4);
            case BYTES -> {
                long length = varint();
                from = at;
                if (length < 0 || length > end - at) {
                    malformed = true;
                } else {
                    at += (int) length;
                }
            }
            default -> malformed = true;
        }
        return !malformed && field > 0;
    }

    /** Did the walk end before the message? */
    boolean malformed() {
        return malformed || at < end;
    }

    int field() {
        return field;
    }

    int type() {
        return type;
    }

    /** The value of a field that is a number: 64 bits, not interpreted. */
    long number() {
        return number;
    }

    /** Where the value of a field of bytes begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int until() {
        return at;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                malformed = true;
                return 0;
            }
            byte octet = bytes[at++];
            value |= (long) (octet & 0x7F) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        malformed = true;
        return 0;
    }

    private long fixed(int octets) {
        if (end - at < octets) {
            malformed = true;
            return 0;
        }
        long value = 0;
        for (int i = octets - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += octets;
        return value;
    }
}

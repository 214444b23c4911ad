package io.wardkeep.driver.dri;

/** Integers of a record. */
final class LittleEndian {

    private LittleEndian() {}

    static int uint8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int uint16(byte[] bytes, int at) {
        return uint8(bytes, at) | uint8(bytes, at + 1) << 8;
    }

    static int int16(byte[] bytes, int at) {
        return (short) uint16(bytes, at);
    }

    static long uint32(byte[] bytes, int at) {
        return uint16(bytes, at) | (long) uint16(bytes, at + 2) << 16;
    }
}

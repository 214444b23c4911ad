package io.wardkeep.driver.intellivue;

/**
 * The frame check of RFC 1662: CRC-16 with the reflected polynomial 8408h, begun with ones, complemented at the end.
 */
final class FrameCheck {

    private static final int[] REMAINDERS = remainders();

    private FrameCheck() {}

    /** The check of these octets; sent low octet first. */
    static int of(byte[] bytes, int from, int until) {
        int check = 0xFFFF;
        for (int at = from; at < until; at++) {
            check = check >>> 8 ^ REMAINDERS[(check ^ bytes[at]) & 0xFF];
        }
        return ~check & 0xFFFF;
    }

    private static int[] remainders() {
        int[] remainders = new int[256];
        for (int octet = 0; octet < remainders.length; octet++) {
            int remainder = octet;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder & 1) != 0 ? remainder >>> 1 ^ 0x8408 : remainder >>> 1;
            }
            remainders[octet] = remainder;
        }
        return remainders;
    }
}

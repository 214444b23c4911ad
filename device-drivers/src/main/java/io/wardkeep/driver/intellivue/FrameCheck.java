package io.wardkeep.driver.intellivue;

/**
 * The frame check of RFC 1662: CRC-16 with the reflected polynomial 8408h, begun with ones, complemented at the end.
 */
final class FrameCheck {

    private static final int[] REMAINDERS = remainders();

    /** What is left of an octet after one more, so that two are taken in one step. */
    private static final int[] BEFORE_ONE_MORE = beforeOneMore();

    private FrameCheck() {}

    /** The check of these octets; sent low octet first. */
    static int of(byte[] bytes, int from, int until) {
        int check = 0xFFFF;
        int at = from;
        for (; at + 1 < until; at += 2) {
            int both = check ^ (bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8);
            check = BEFORE_ONE_MORE[both & 0xFF] ^ REMAINDERS[both >>> 8];
        }
        if (at < until) {
            check = check >>> 8 ^ REMAINDERS[(check ^ bytes[at]) & 0xFF];
        }
        return ~check & 0xFFFF;
    }

    private static int[] beforeOneMore() {
        int[] before = new int[256];
        for (int octet = 0; octet < before.length; octet++) {
            before[octet] = REMAINDERS[octet] >>> 8 ^ REMAINDERS[REMAINDERS[octet] & 0xFF];
        }
        return before;
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

package io.wardkeep.driver.capnostream;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Messages for tests, made from the protocol's tables. */
final class CapnostreamFrames {

    /** The worked sample: 37.5 mmHg, number 5. */
    static final byte[] SAMPLE = HexFormat.of().parseHex("8505000525800000a5");

    /** The worked numbers: 38, 0, 14, 97, 72 at 2024-03-15 14:30:15. */
    static final byte[] NUMBERS =
            HexFormat.of().parseHex("851c0165f45b7726000e614880000000000000003c0f1e050864558c3201008f");

    private CapnostreamFrames() {}

    static byte[] sample(int counter, int whole, int fraction, int status) {
        return framed(0, counter, whole, fraction, status);
    }

    /** The worked numbers with some places of the payload changed: place and value by turns. */
    static byte[] numbers(int... placesAndValues) {
        int[] payload = {
            0x65, 0xF4, 0x5B, 0x77, 38, 0, 14, 97, 72, 0x80, 0, 0, 0, 0, 0, 0, 60, 15, 30, 5, 8, 100, 85, 140, 50, 1, 0
        };
        for (int i = 0; i < placesAndValues.length; i += 2) {
            payload[placesAndValues[i]] = placesAndValues[i + 1];
        }
        return framed(1, payload);
    }

    static byte[] framed(int code, int... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x85);
        int sum = payload.length + 1 ^ code;
        stuffed(payload.length + 1, out);
        stuffed(code, out);
        for (int octet : payload) {
            sum ^= octet;
            stuffed(octet, out);
        }
        stuffed(sum, out);
        return out.toByteArray();
    }

    private static void stuffed(int octet, ByteArrayOutputStream out) {
        if (octet == 0x80 || octet == 0x85) {
            out.write(0x80);
            out.write(octet & 0x7F);
        } else {
            out.write(octet);
        }
    }
}

package io.wardkeep.driver.medibus;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Messages for tests, made from the document's rules. */
final class MedibusFrames {

    private MedibusFrames() {}

    static byte[] answer(int code, String data) {
        return message(0x01, code, data);
    }

    static byte[] command(int code) {
        return message(0x1B, code, "");
    }

    static byte[] measured(int saturation, int rate) {
        return answer(
                0x24,
                String.format(
                        Locale.ROOT,
                        "78  5 7D 22 73 10 74 18 B9 7.2820.48D6%3d F0 40 E6 38 EB%3d E1 81 0620.5",
                        rate,
                        saturation));
    }

    private static byte[] message(int first, int code, String data) {
        byte[] text = data.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[text.length + 5];
        bytes[0] = (byte) first;
        bytes[1] = (byte) code;
        System.arraycopy(text, 0, bytes, 2, text.length);
        int sum = 0;
        for (byte octet : bytes) {
            sum += octet;
        }
        byte[] check = String.format(Locale.ROOT, "%02X", sum & 0xFF).getBytes(StandardCharsets.US_ASCII);
        bytes[bytes.length - 3] = check[0];
        bytes[bytes.length - 2] = check[1];
        bytes[bytes.length - 1] = 0x0D;
        return bytes;
    }
}

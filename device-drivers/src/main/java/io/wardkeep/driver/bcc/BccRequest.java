package io.wardkeep.driver.bcc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a host may send: the question whether anybody is there, the question for all values, and acknowledgements. */
final class BccRequest {

    /** To whom the first question goes; the device answers with its own name. */
    static final String ANYBODY = "1/1/1>";

    private static final int SOH = 0x01;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int EOT = 0x04;
    private static final byte ACK = 0x06;
    private static final byte NAK = 0x15;
    /** What stands around the text: the marks and twice five digits. */
    private static final int FRAME_BYTES = 14;

    private BccRequest() {}

    static ByteBuffer alive(boolean stuffed) {
        return framed(ANYBODY + "ADMIN:ALIVE", stuffed);
    }

    /** All parameters of all pumps. */
    static ByteBuffer all(String name, boolean stuffed) {
        return framed(name + "MEM:GET", stuffed);
    }

    /** The block is understood; the next one may come. */
    static ByteBuffer acknowledged() {
        return ByteBuffer.wrap(new byte[] {ACK});
    }

    /** The block is wanted again. */
    static ByteBuffer again() {
        return ByteBuffer.wrap(new byte[] {NAK});
    }

    private static ByteBuffer framed(String text, boolean stuffed) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(SOH);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        plain.writeBytes(fiveDigits(bytes.length + FRAME_BYTES));
        plain.write(STX);
        plain.writeBytes(bytes);
        plain.write(ETX);
        int sum = 0;
        for (byte octet : plain.toByteArray()) {
            sum += octet;
        }
        plain.writeBytes(fiveDigits(sum & 0xFF));
        plain.write(EOT);
        return ByteBuffer.wrap(stuffed ? stuff(plain.toByteArray()) : plain.toByteArray());
    }

    private static byte[] fiveDigits(int number) {
        return String.format(Locale.ROOT, "%05d", number).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] stuff(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte octet : plain) {
            switch (octet) {
                case 'D' -> out.writeBytes(new byte[] {'E', 'X'});
                case 'E' -> out.writeBytes(new byte[] {'E', 'E'});
                case 'd' -> out.writeBytes(new byte[] {'e', 'x'});
                case 'e' -> out.writeBytes(new byte[] {'e', 'e'});
                default -> out.write(octet);
            }
        }
        return out.toByteArray();
    }
}

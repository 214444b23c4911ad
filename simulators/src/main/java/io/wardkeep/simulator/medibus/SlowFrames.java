package io.wardkeep.simulator.medibus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Messages of the slow protocol: made, and cut out of what is heard. Owned by one device. */
final class SlowFrames {

    static final int ESC = 0x1B;
    static final int SOH = 0x01;

    private static final int CR = 0x0D;
    private static final int HEARD_MAX = 4_096;

    /**
     * A message that was heard.
     *
     * @param first ESC of a command, SOH of an answer
     * @param code of the command
     * @param data between code and sum
     * @param checks is its sum right?
     */
    record Heard(int first, int code, String data, boolean checks) {}

    private final StringBuilder open = new StringBuilder();

    /** What is complete with these bytes. Bytes with the top bit set belong to the curves and are left out. */
    List<Heard> hear(byte[] bytes) {
        List<Heard> complete = new ArrayList<>();
        for (byte octet : bytes) {
            if (octet == ESC || octet == SOH) {
                open.setLength(0);
                open.append((char) octet);
            } else if (octet == CR) {
                if (open.length() >= 4) {
                    complete.add(read(open.toString()));
                }
                open.setLength(0);
            } else if (octet > 0 && !open.isEmpty() && open.length() < HEARD_MAX) {
                open.append((char) octet);
            }
        }
        return complete;
    }

    static byte[] message(int first, int code, String data) {
        String text = "" + (char) first + (char) code + data;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(check(text).getBytes(StandardCharsets.US_ASCII));
        out.write(CR);
        return out.toByteArray();
    }

    private static Heard read(String text) {
        String body = text.substring(0, text.length() - 2);
        return new Heard(
                body.charAt(0),
                body.charAt(1),
                body.substring(2),
                check(body).equals(text.substring(text.length() - 2)));
    }

    private static String check(String text) {
        return String.format(Locale.ROOT, "%02X", text.chars().sum() & 0xFF);
    }
}

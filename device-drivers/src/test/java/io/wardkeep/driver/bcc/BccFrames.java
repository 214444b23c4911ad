package io.wardkeep.driver.bcc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Blocks for tests, made from the document's rules. */
final class BccFrames {

    static final String NAME = "ComSystem/1/1>";

    private BccFrames() {}

    /** The answer of a rack with one pump, in the first pillar at the third place. */
    static byte[] onePump(String rate, String more) {
        return block(NAME + values("50113", rate, more), false, true);
    }

    /** Quadruples of one pump, each with a value. */
    static String values(String address, String rate, String more) {
        StringBuilder text = new StringBuilder();
        String all = "INRT=" + rate
                + " INSOL=Dobutamin_50,ml INVOLACT=47.64 INVI=1.4 INSERNUM=40864 DSSTATUS=00051 INA3=0 " + more;
        for (String pair : all.strip().split(" ", -1)) {
            int equals = pair.indexOf('=');
            text.append(text.isEmpty() ? "" : "\u001e")
                    .append("215,")
                    .append(address)
                    .append(',')
                    .append(pair, 0, equals)
                    .append(',')
                    .append(pair, equals + 1, pair.length());
        }
        return text.toString();
    }

    static byte[] block(String text, boolean more, boolean stuffed) {
        byte[] inside = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.writeBytes(digits(inside.length + 14));
        out.write(2);
        out.writeBytes(inside);
        out.write(more ? 0x17 : 3);
        int sum = 0;
        for (byte octet : out.toByteArray()) {
            sum += octet;
        }
        out.writeBytes(digits(sum & 0xFF));
        out.write(4);
        return stuffed ? stuff(out.toByteArray()) : out.toByteArray();
    }

    private static byte[] digits(int number) {
        return String.format(Locale.ROOT, "%05d", number).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] stuff(byte[] plain) {
        String text = new String(plain, StandardCharsets.ISO_8859_1);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            out.append(
                    switch (letter) {
                        case 'D' -> "EX";
                        case 'E' -> "EE";
                        case 'd' -> "ex";
                        case 'e' -> "ee";
                        default -> Character.toString(letter);
                    });
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

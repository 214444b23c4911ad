package io.wardkeep.simulator.bcc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Blocks on the line: takes the host's apart and makes the rack's. Owned by one rack. */
final class Blocks {

    /** What the host said when it said no text. */
    static final String ACKNOWLEDGED = "\u0006";

    static final String AGAIN = "\u0015";

    private static final char SOH = '\u0001';
    private static final char STX = '\u0002';
    private static final char ETX = '\u0003';
    private static final char EOT = '\u0004';
    private static final char ETB = '\u0017';
    private static final int FRAME_CHARACTERS = 14;
    private static final int TEXT_AT = 7;
    private static final int TAIL_CHARACTERS = 7;

    private final boolean stuffing;
    private final StringBuilder open = new StringBuilder();

    /** With letters doubled or not. */
    Blocks(boolean stuffing) {
        this.stuffing = stuffing;
    }

    /** The texts of whole blocks and the acknowledgements among these bytes; a block that is not right is nothing. */
    List<String> texts(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        for (byte octet : bytes) {
            char character = (char) (octet & 0xFF);
            if (character == SOH) {
                open.setLength(0);
                open.append(character);
            } else if (open.isEmpty()) {
                texts.add(Character.toString(character));
            } else {
                open.append(character);
                if (character == EOT) {
                    String plain = stuffing ? unstuffed(open.toString()) : open.toString();
                    open.setLength(0);
                    if (isBlock(plain)) {
                        texts.add(plain.substring(TEXT_AT, plain.length() - TAIL_CHARACTERS));
                    }
                }
            }
        }
        return texts;
    }

    private static boolean isBlock(String plain) {
        int end = plain.length() - TAIL_CHARACTERS;
        return end >= TEXT_AT
                && plain.charAt(TEXT_AT - 1) == STX
                && plain.charAt(end) == ETX
                && plain.startsWith(digits(plain.length()), 1)
                && plain.startsWith(digits(sum(plain.substring(0, end + 1))), end + 1);
    }

    /** A block of the rack as it goes over the line. */
    byte[] block(String text, boolean more) {
        String inside = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String summed = SOH + digits(inside.length() + FRAME_CHARACTERS) + STX + inside + (more ? ETB : ETX);
        String plain = summed + digits(sum(summed)) + EOT;
        return (stuffing ? stuffed(plain) : plain).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String digits(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    private static int sum(String text) {
        return text.chars().sum() & 0xFF;
    }

    private static String stuffed(String plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < plain.length(); i++) {
            char letter = plain.charAt(i);
            switch (letter) {
                case 'D' -> out.writeBytes(new byte[] {'E', 'X'});
                case 'd' -> out.writeBytes(new byte[] {'e', 'x'});
                case 'E' -> out.writeBytes(new byte[] {'E', 'E'});
                case 'e' -> out.writeBytes(new byte[] {'e', 'e'});
                default -> out.write(letter);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String unstuffed(String stuffed) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < stuffed.length(); i++) {
            char letter = stuffed.charAt(i);
            if (letter == 'E' || letter == 'e') {
                i++;
                char next = i < stuffed.length() ? stuffed.charAt(i) : letter;
                plain.append(next == 'X' ? 'D' : next == 'x' ? 'd' : letter);
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }
}

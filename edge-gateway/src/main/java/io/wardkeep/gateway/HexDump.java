package io.wardkeep.gateway;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes from what {@code hexdump -C}, {@code xxd} and protocol analysers print, or from plain hexadecimal digits. An
 * offset before the bytes and a text after them are passed over.
 */
final class HexDump {

    private static final Pattern OFFSET = Pattern.compile("^(\\p{XDigit}{4,8}:\\s+|\\p{XDigit}{4,8}\\s{2,})");
    private static final Pattern GROUP = Pattern.compile("\\G(\\s*)((?:\\p{XDigit}{2})+)(?=\\s|$)");

    /** The last line of a dump with offsets: how long it was. */
    private static final Pattern END = Pattern.compile("\\p{XDigit}{4,8}");

    private HexDump() {}

    static byte[] bytes(String dump) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean offsets = false;
        for (String line : dump.lines().map(String::strip).toList()) {
            Matcher offset = OFFSET.matcher(line);
            if (offset.find()) {
                offsets = true;
                // xxd leaves two blanks before the text, the others more.
                groups(line.substring(offset.end()), offset.group().contains(":") ? 1 : 2, bytes);
            } else if (!offsets || !END.matcher(line).matches()) {
                groups(line, 2, bytes);
            }
        }
        return bytes.toByteArray();
    }

    private static void groups(String line, int gapMax, ByteArrayOutputStream bytes) {
        Matcher group = GROUP.matcher(line);
        while (group.find() && (group.start() == 0 || group.group(1).length() <= gapMax)) {
            String digits = group.group(2);
            for (int at = 0; at < digits.length(); at += 2) {
                bytes.write(Integer.parseInt(digits, at, at + 2, 16));
            }
        }
    }
}

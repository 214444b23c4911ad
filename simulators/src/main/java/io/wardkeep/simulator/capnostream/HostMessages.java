package io.wardkeep.simulator.capnostream;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Takes the host's messages out of what the line brings. Owned by one device. */
final class HostMessages {

    private static final int START = 0x85;
    private static final int ESCAPE = 0x80;

    private final List<Integer> open = new ArrayList<>();
    private boolean inside;
    private boolean escaped;

    /** Codes of the whole messages with a right sum that these bytes complete. */
    List<Integer> codes(byte[] bytes) {
        List<Integer> codes = new ArrayList<>();
        for (byte signed : bytes) {
            int octet = signed & 0xFF;
            if (octet == START) {
                open.clear();
                inside = true;
                escaped = false;
            } else if (inside && octet == ESCAPE && !escaped) {
                escaped = true;
            } else if (inside) {
                open.add(escaped ? octet | ESCAPE : octet);
                escaped = false;
                if (open.size() == open.getFirst() + 2) {
                    inside = false;
                    if (open.stream().reduce(0, (sum, next) -> sum ^ next) == 0 && open.getFirst() > 0) {
                        codes.add(open.get(1));
                    }
                }
            }
        }
        return codes;
    }

    /** A message of the device. */
    static byte[] framed(int code, int... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(START);
        int sum = payload.length + 1 ^ code;
        escaped(payload.length + 1, out);
        escaped(code, out);
        for (int octet : payload) {
            sum ^= octet;
            escaped(octet, out);
        }
        escaped(sum, out);
        return out.toByteArray();
    }

    private static void escaped(int octet, ByteArrayOutputStream out) {
        if (octet == START || octet == ESCAPE) {
            out.write(ESCAPE);
            out.write(octet & 0x7F);
        } else {
            out.write(octet);
        }
    }
}

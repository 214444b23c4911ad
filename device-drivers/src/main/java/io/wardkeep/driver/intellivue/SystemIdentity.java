package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Who the monitor says that it is, told when it changes. Owned by one session. */
final class SystemIdentity {

    private static final int MODEL = 0x0928;
    private static final int PRODUCTION = 0x092D;
    private static final int SYSTEM_ID = 0x0984;

    private static final int SERIAL_NUMBER = 1;
    private static final int SOFTWARE_REVISION = 4;
    private static final int WHOLE_PRODUCT = 0x0008;
    private static final int APPLICATION_SOFTWARE = 0x0058;

    private static final int TEXT_MAX = 32;

    private String model = "";
    private String serial = "";
    private String systemId = "";
    private String firmware = "";
    private DriverEvent.Identity said = new DriverEvent.Identity("", "", "");

    /** Takes over what the attributes of the monitor's system object say; their list is well formed. */
    void report(byte[] bytes, int from, int until, Consumer<DriverEvent> events) {
        for (int at = from; at < until; ) {
            int length = Octets.u16(bytes, at + 2);
            take(Octets.u16(bytes, at), bytes, at + 4, length);
            at += 4 + length;
        }
        DriverEvent.Identity now = new DriverEvent.Identity(model, serial.isEmpty() ? systemId : serial, firmware);
        if (!now.equals(said)) {
            said = now;
            events.accept(now);
        }
    }

    private void take(int id, byte[] bytes, int at, int length) {
        int end = at + length;
        switch (id) {
            case MODEL -> {
                int second = endOfText(bytes, at, end);
                if (second > 0 && endOfText(bytes, second, end) > 0) {
                    model = (text(bytes, at) + " " + text(bytes, second)).strip();
                }
            }
            case SYSTEM_ID -> {
                if (length >= 2 && length <= TEXT_MAX && Octets.u16(bytes, at) == length - 2) {
                    systemId = HexFormat.of().withUpperCase().formatHex(bytes, at + 2, end);
                }
            }
            case PRODUCTION -> production(bytes, at, end);
            default -> {
                // Location, languages, safety standards: nothing that tells monitors apart.
            }
        }
    }

    private void production(byte[] bytes, int list, int end) {
        if (end - list < 4) {
            return;
        }
        int at = list + 4;
        for (int count = Octets.u16(bytes, list); count > 0 && end - at >= 6; count--) {
            int next = endOfText(bytes, at + 4, end);
            if (next < 0) {
                return;
            }
            int kind = Octets.u16(bytes, at);
            int component = Octets.u16(bytes, at + 2);
            if (kind == SERIAL_NUMBER && component == WHOLE_PRODUCT) {
                serial = text(bytes, at + 4);
            } else if (kind == SOFTWARE_REVISION && component == APPLICATION_SOFTWARE) {
                firmware = text(bytes, at + 4);
            }
            at = next;
        }
    }

    private static int endOfText(byte[] bytes, int at, int end) {
        if (end - at < 2) {
            return -1;
        }
        int next = at + 2 + Octets.u16(bytes, at);
        return next > end ? -1 : next;
    }

    /** Up to the first octet that no name has: the fields are padded. */
    private static String text(byte[] bytes, int at) {
        int from = at + 2;
        int until = from;
        int end = from + Math.min(Octets.u16(bytes, at), TEXT_MAX);
        while (until < end && bytes[until] >= ' ' && bytes[until] <= '~') {
            until++;
        }
        return new String(bytes, from, until - from, StandardCharsets.US_ASCII).strip();
    }
}

package io.wardkeep.driver.intellivue;

import java.util.HexFormat;

/** Everything that is ever sent to a monitor: to associate, to confirm what it announces, to poll. */
final class Requests {

    /** The longest message that the association request offers to receive, and its headers. */
    static final int MESSAGE_OCTETS_MAX = 2_500 + 64;

    /** How long the monitor answers an extended poll by itself: 600 s in eighths of milliseconds. */
    static final int POLLED_TICKS = 0x0049_3E00;

    static final int NUMERICS = 0x0006;
    static final int WAVES = 0x0009;
    static final int SYSTEM = 0x0021;
    static final int ALERTS = 0x0036;

    static final int ACTION_POLL = 0x0C16;
    static final int ACTION_POLL_EXTENDED = 0xF13B;

    static final int EVERY_GROUP = 0x0000;
    static final int ALERT_GROUP = 0x0801;
    static final int PRODUCTION_GROUP = 0x080C;

    private static final String SESSION_AND_PRESENTATION = """
            0dec0508130100160102800014020002c1dc3180a0808001010000a280a003000001a480308002010106045201000130
            8006025101000000003080020102060c2a8648ce14020100000001013080060c2a8648ce140201000000020100000000
            000061803080020101a0806080a180060c2a8648ce14020100000003010000be802880060c2a8648ce14020100000001
            010201028148
            """;

    /** Version 1; client; numerics each second, waves, enumerations; messages of 2500 octets to us, 1000 from us. */
    private static final String USER_DATA = """
            80000000 40000000 00000000 80000000 20000000 00000000 0001002c 00010028
            80000000 000009c4 000009c4 000003e8 ffffffff 60000000 0001000c f0010008 8c000000 00000000
            00000000 00000000 00000000 00000000
            """;

    private Requests() {}

    static byte[] association() {
        return HexFormat.of().parseHex((SESSION_AND_PRESENTATION + USER_DATA).replaceAll("\\s", ""));
    }

    /**
     * Confirms an event that the monitor reported.
     *
     * @param invoke the event's invoke id
     * @param event the report, whose twelve octets at {@code at} are the object that reported, the time and the kind
     */
    static byte[] confirmation(int invoke, byte[] event, int at) {
        byte[] message = new byte[28];
        put16(message, 0, 0xE100);
        put16(message, 2, 2);
        put16(message, 4, 2);
        put16(message, 6, 20);
        put16(message, 8, invoke);
        put16(message, 10, 1);
        put16(message, 12, 14);
        System.arraycopy(event, at, message, 14, 12);
        return message;
    }

    /** One answer about all objects of a class. */
    static byte[] poll(int invoke, int objectClass, int group) {
        byte[] message = new byte[36];
        head(message, invoke, ACTION_POLL, 8);
        body(message, invoke, objectClass, group);
        return message;
    }

    /** Answers about all objects of a class for the next ten minutes. */
    static byte[] extendedPoll(int invoke, int objectClass, int group) {
        byte[] message = new byte[48];
        head(message, invoke, ACTION_POLL_EXTENDED, 20);
        body(message, invoke, objectClass, group);
        put16(message, 36, 1);
        put16(message, 38, 8);
        put16(message, 40, 0xF13E);
        put16(message, 42, 4);
        put16(message, 44, POLLED_TICKS >>> 16);
        put16(message, 46, POLLED_TICKS & 0xFFFF);
        return message;
    }

    /** A confirmed action of the monitor's system object. */
    private static void head(byte[] message, int invoke, int action, int argumentOctets) {
        put16(message, 0, 0xE100);
        put16(message, 2, 2);
        put16(message, 4, 1);
        put16(message, 6, 20 + argumentOctets);
        put16(message, 8, invoke);
        put16(message, 10, 7);
        put16(message, 12, 14 + argumentOctets);
        put16(message, 14, SYSTEM);
        put16(message, 24, action);
        put16(message, 26, argumentOctets);
    }

    private static void body(byte[] message, int pollNumber, int objectClass, int group) {
        put16(message, 28, pollNumber);
        put16(message, 30, 1);
        put16(message, 32, objectClass);
        put16(message, 34, group);
    }

    private static void put16(byte[] message, int at, int value) {
        message[at] = (byte) (value >> 8);
        message[at + 1] = (byte) value;
    }
}

package io.wardkeep.driver.intellivue;

/** How a message is told from what is none, and how long it is, by its first octets. */
final class Messages {

    /** What kind of message begins here. */
    enum Kind {
        /** An operation of data export, or an offer to connect. */
        DATA,
        /** A message about the association. */
        SESSION,
        /** No message. */
        UNKNOWN
    }

    /** So many octets tell how long a message is. */
    static final int HEAD_OCTETS = 8;

    private static final int DATA_EXPORT = 0xE100_0002;
    /** How an offer to connect begins, which is sent before there is a session. */
    private static final int CONNECTION_OFFER = 0x0000_0100;

    private Messages() {}

    /** What begins here. */
    static Kind kind(byte[] bytes, int from, int until) {
        if (until - from < HEAD_OCTETS) {
            return Kind.UNKNOWN;
        }
        int head = Octets.i32(bytes, from);
        if (head == DATA_EXPORT || head == CONNECTION_OFFER) {
            int operation = Octets.u16(bytes, from + 4);
            boolean known = operation == 1 || operation == 2 || operation == 3 || operation == 5;
            return known && (head == DATA_EXPORT || operation == 1) ? Kind.DATA : Kind.UNKNOWN;
        }
        return switch (Octets.u8(bytes, from)) {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x0E, 0x19 -> hasUserData(bytes, from) ? Kind.SESSION : Kind.UNKNOWN;
            default -> Kind.UNKNOWN;
        };
    }

    /** The whole length of a message of a known kind. */
    static int length(Kind kind, byte[] bytes, int from) {
        return switch (kind) {
            case DATA -> HEAD_OCTETS + Octets.u16(bytes, from + 6);
            case SESSION ->
                Octets.u8(bytes, from + 1) == 0xFF ? 4 + Octets.u16(bytes, from + 2) : 2 + Octets.u8(bytes, from + 1);
            case UNKNOWN -> 0;
        };
    }

    /** The parameters of a session message begin with connection parameters, a disconnection's reason, or user data. */
    private static boolean hasUserData(byte[] bytes, int from) {
        int parameter = Octets.u8(bytes, from + (Octets.u8(bytes, from + 1) == 0xFF ? 4 : 2));
        return parameter == 0x05 || parameter == 0x11 || parameter == 0x32 || parameter == 0xC1;
    }
}

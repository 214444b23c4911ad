package io.wardkeep.simulator.intellivue;

/** What a client asks. */
final class Request {

    /** What it is. */
    enum Kind {
        /** It asks for an association. */
        ASSOCIATE,
        /** It ends the association. */
        RELEASE,
        /** It has understood the monitor's announcement. */
        CONFIRMATION,
        /** It polls, once or for a while. */
        POLL,
        /** It would set something. */
        SET,
        /** Another operation. */
        OTHER,
        /** No operation. */
        NONE
    }

    static final int SINGLE = 0x0C16;
    static final int EXTENDED = 0xF13B;

    private static final int POLL_OCTETS = 36;
    private static final int EXTENDED_OCTETS = 48;

    private final byte[] octets;

    /** A message of a client. */
    Request(byte[] octets) {
        this.octets = octets;
    }

    Kind kind() {
        if (octets.length < 8) {
            return Kind.NONE;
        }
        if (octets[0] == 0x0D) {
            return Kind.ASSOCIATE;
        }
        if (octets[0] == 0x09) {
            return Kind.RELEASE;
        }
        if (u16(0) != 0xE100 || octets.length < 14) {
            return Kind.NONE;
        }
        int operation = u16(4);
        int command = u16(10);
        if (operation == 2) {
            return command == 1 ? Kind.CONFIRMATION : Kind.NONE;
        }
        if (operation != 1) {
            return Kind.NONE;
        }
        if (command == 4 || command == 5) {
            return Kind.SET;
        }
        boolean poll = command == 7
                && octets.length >= POLL_OCTETS
                && (action() == SINGLE || action() == EXTENDED && octets.length >= EXTENDED_OCTETS);
        return poll ? Kind.POLL : Kind.OTHER;
    }

    boolean isSet() {
        return kind() == Kind.SET;
    }

    /** Does an association request come from a client of this protocol? Its system type says so. */
    boolean isFromClient() {
        int userData = octets.length - 88;
        return userData > 0 && (octets[userData + 12] & 0x80) != 0;
    }

    int invoke() {
        return u16(8);
    }

    int action() {
        return u16(24);
    }

    int pollNumber() {
        return u16(28);
    }

    int objectClass() {
        return u16(32);
    }

    int group() {
        return u16(34);
    }

    /** How long an extended poll is to be answered, in ticks. */
    long activeTicks() {
        return (long) u16(44) << 16 | u16(46);
    }

    private int u16(int at) {
        return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
    }
}

package io.wardkeep.driver.medibus;

/** Codes of commands; an answer repeats its command's. */
final class Code {

    static final int NAK = 0x15;
    static final int MEASURED = 0x24;
    static final int ALARMS_1 = 0x27;
    static final int SETTINGS = 0x29;
    static final int ALARMS_2 = 0x2E;
    static final int CONNECT = 0x51;
    static final int IDENTITY = 0x52;
    static final int CURVES_OFFERED = 0x53;
    static final int CURVES_CHOSEN = 0x54;
    static final int STOP = 0x55;
    static final int CURVES_CHANGED = 0x56;

    private Code() {}
}

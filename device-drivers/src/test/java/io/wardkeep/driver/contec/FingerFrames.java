package io.wardkeep.driver.contec;

import java.io.ByteArrayOutputStream;

/** Packets for tests, made from the documents' tables. */
final class FingerFrames {

    private FingerFrames() {}

    /** A second of five-byte packets. */
    static byte[] five(int packets, int saturation, int rate) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int packet = 0; packet < packets; packet++) {
            out.writeBytes(five(0x05, 10 + packet, 0x03, rate, saturation));
        }
        return out.toByteArray();
    }

    static byte[] five(int state, int pleth, int bar, int rate, int saturation) {
        return new byte[] {
            (byte) (0x80 | state),
            (byte) pleth,
            (byte) (bar | (rate & 0x80) >> 1),
            (byte) (rate & 0x7F),
            (byte) saturation
        };
    }

    /** A second of nine-byte packets. */
    static byte[] nine(int saturation, int rate) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int packet = 0; packet < 60; packet++) {
            out.writeBytes(nine(0x01, 0x05, 10 + packet, 0x03, rate, saturation, 245, 0));
        }
        return out.toByteArray();
    }

    static byte[] nine(int type, int... data) {
        byte[] packet = new byte[2 + data.length];
        packet[0] = (byte) type;
        int high = 0x80;
        for (int i = 0; i < data.length; i++) {
            high |= (data[i] >> 7 & 1) << i;
            packet[2 + i] = (byte) (0x80 | data[i]);
        }
        packet[1] = (byte) high;
        return packet;
    }
}

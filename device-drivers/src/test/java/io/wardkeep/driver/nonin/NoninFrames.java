package io.wardkeep.driver.nonin;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Packets for tests, made from the document's tables. */
final class NoninFrames {

    /** The worked packet: SpO2 98, rate 72, packet counter 5. */
    static final String WORKED =
            "01836400e8018268483301826c6251018270231601827400f701827800fb01827c050401828020230182846269"
                    + "018288626d01828c637201829000130180940015018090001101808c4754018088616a0180846166018080000101807c00fd"
                    + "01807800f9018074483d01807000f101806c473401806800e901806400e5";

    private NoninFrames() {}

    static byte[] worked() {
        return HexFormat.of().parseHex(WORKED);
    }

    /** A packet of format 7: sixteen bits of pleth, 4660 and then 1000 more in each frame. */
    static byte[] packet16(int timer, int saturation, int rate, int statusBits) {
        byte[] frames = packet(timer, saturation, rate, statusBits);
        for (int frame = 0; frame < 25; frame++) {
            int at = frame * 5;
            int pleth = 4_660 + 1_000 * frame;
            frames[at] = frames[at + 1];
            frames[at + 1] = (byte) (pleth >> 8);
            frames[at + 2] = (byte) pleth;
            frames[at + 4] = (byte) (frames[at] + frames[at + 1] + frames[at + 2] + frames[at + 3]);
        }
        return frames;
    }

    /** A spot check of 15 March 2024, 14:30:15. */
    static byte[] spot(int status, int rate, int saturation) {
        byte[] frame =
                HexFormat.of().parseHex("0002000d000e2024031514301500" + "0000" + "0000" + "00" + "00" + "00" + "03");
        frame[14] = (byte) (status >> 8);
        frame[15] = (byte) status;
        frame[16] = (byte) (rate >> 8);
        frame[17] = (byte) rate;
        frame[19] = (byte) saturation;
        for (int at = 6; at < 20; at++) {
            frame[20] = (byte) (frame[20] + frame[at]);
        }
        return frame;
    }

    static byte[] packet(int timer, int saturation, int rate, int statusBits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int frame = 1; frame <= 25; frame++) {
            int status = 0x80 | statusBits | (frame == 1 ? 1 : 0);
            int value = switch (frame) {
                case 6 -> timer >> 7 & 0x7F;
                case 7 -> timer & 0x7F;
                case 9 -> saturation;
                case 20 -> rate >> 7;
                case 21 -> rate & 0x7F;
                default -> 0;
            };
            int pleth = 100 + frame;
            out.write(1);
            out.write(status);
            out.write(pleth);
            out.write(value);
            out.write(1 + status + pleth + value);
        }
        return out.toByteArray();
    }
}

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

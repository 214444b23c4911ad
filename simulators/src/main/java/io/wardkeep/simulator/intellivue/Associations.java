package io.wardkeep.simulator.intellivue;

import java.nio.charset.StandardCharsets;

/** What the monitor says about associations and about itself. */
final class Associations {

    private Associations() {}

    /** Yes: extended polls of numerics and waves, half a second between polls, 996 octets a message. */
    static byte[] accept() {
        Message extensions =
                new Message().attribute(0xF001, new Message().u32(0x8E00_0000L).u32(0));
        Message profile = new Message()
                .u32(0x8000_0000L)
                .u32(4_000)
                .u32(996)
                .u32(996)
                .u32(0xFFFF_FFFFL)
                .u32(0x6000_0000L)
                .list(1, extensions);
        Message user = new Message()
                .u32(0x8000_0000L)
                .u32(0x4000_0000L)
                .u32(0)
                .u32(0x0080_0000L)
                .u32(0x2000_0000L)
                .u32(0)
                .list(1, new Message().attribute(1, profile));
        Message body = new Message()
                .hex("0508 130100 160102 8000 14020002 c1be 3180 a080 8001010000 a280 a003000001 a580")
                .hex("3080 800100 81025101 00003080 800100 810c2a8648ce14020100000002010000 0000 6180 3080 020101")
                .hex("a080 6180 a180 060c2a8648ce14020100000003010000 a203020100 a305a103020100 be80 2880 020102 81")
                .hex("48")
                .raw(user.bytes())
                .raw(new byte[16]);
        byte[] octets = body.bytes();
        return new Message().u16(0x0E00 | octets.length).raw(octets).bytes();
    }

    /** No. */
    static byte[] refuse() {
        return new Message().hex("0c0a 3201 00 c105 0000000000").bytes();
    }

    /** The client has ended the association. */
    static byte[] released() {
        return new Message()
                .hex("0a18 c116 6180 3080 020101 a080 6380 800100 0000000000000000 00")
                .bytes();
    }

    /** The monitor ends the association. */
    static byte[] abort() {
        return new Message()
                .hex("192e 110103 c129 a080 80010102510100000000 6180 3080 020101 a080 6480 800101")
                .raw(new byte[16])
                .bytes();
    }

    /** This operation is not done. */
    static byte[] error(int invoke, int error) {
        return new Message().u16(0xE100, 2, 3, 6, invoke, error, 0).bytes();
    }

    /** Who the monitor is; it wants this confirmed. */
    static byte[] announcement(long ticks) {
        Message event = new Message()
                .u16(0x21, 0, 0)
                .u32(ticks)
                .u16(0x0D06)
                .sized(new Message().u16(0x21, 0, 0).list(3, system()));
        return new Message()
                .u16(0xE100, 2, 1)
                .sized(new Message().u16(1, 1).sized(event))
                .bytes();
    }

    /** Three attributes: identifier, maker and model, serial number and software. */
    static Message system() {
        return new Message()
                .attribute(0x0984, new Message().sized(new Message().hex("0009fb000001")))
                .attribute(0x0928, new Message().sized(text("Philips ")).sized(text("MX800 ")))
                .attribute(
                        0x092D,
                        new Message()
                                .list(
                                        2,
                                        new Message()
                                                .u16(1, 8)
                                                .sized(text("DE00000001"))
                                                .u16(4, 0x58)
                                                .sized(text("L.01.18 "))));
    }

    private static Message text(String text) {
        return new Message().raw(text.getBytes(StandardCharsets.US_ASCII));
    }
}

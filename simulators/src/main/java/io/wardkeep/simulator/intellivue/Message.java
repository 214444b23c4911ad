package io.wardkeep.simulator.intellivue;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Big-endian octets of a message, written one behind the other. */
final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message u16(int... numbers) {
        for (int number : numbers) {
            out.write(number >> 8);
            out.write(number);
        }
        return this;
    }

    Message u32(long number) {
        return u16((int) (number >>> 16), (int) number);
    }

    Message hex(String digits) {
        return raw(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
    }

    Message raw(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    /** Length and content. */
    Message sized(Message content) {
        byte[] octets = content.bytes();
        return u16(octets.length).raw(octets);
    }

    /** Count, length and content. */
    Message list(int count, Message content) {
        return u16(count).sized(content);
    }

    /** An attribute: id, length, value. */
    Message attribute(int id, Message value) {
        return u16(id).sized(value);
    }

    /** A number in the protocol's floating-point type: digits and a decimal exponent. */
    Message number(int exponent, int digits) {
        return u32((exponent & 0xFFL) << 24 | digits & 0xFFFFFF);
    }

    int length() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}

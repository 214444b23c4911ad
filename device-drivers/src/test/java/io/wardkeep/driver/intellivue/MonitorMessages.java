package io.wardkeep.driver.intellivue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Messages as a monitor writes them, from the inside out. */
final class MonitorMessages {

    private static final HexFormat HEX = HexFormat.of();

    private MonitorMessages() {}

    /** What hexadecimal digits mean; blanks do not matter. */
    static byte[] hex(String digits) {
        return HEX.parseHex(digits.replaceAll("\\s", ""));
    }

    /** An attribute: id, length, value. */
    static byte[] attribute(int id, byte[] value) {
        return bytes(u16(id), u16(value.length), value);
    }

    /** An object of the first naming context: handle and attributes. */
    static byte[] object(int handle, byte[]... attributes) {
        byte[] list = bytes(attributes);
        return bytes(u16(handle), u16(attributes.length), u16(list.length), list);
    }

    /** The answer to an extended poll, at a time in ticks. */
    static byte[] result(int objectClass, long ticks, byte[]... objects) {
        byte[] list = bytes(objects);
        byte[] context = bytes(u16(1), u16(objects.length), u16(list.length), list);
        byte[] reply = bytes(
                u16(1),
                u16(7),
                u16((int) (ticks >>> 16)),
                u16((int) ticks),
                hex("ffffffffffffffff 0001"),
                u16(objectClass),
                u16(0),
                u16(1),
                u16(context.length),
                context);
        byte[] action = bytes(hex("0021 0000 0000 f13b"), u16(reply.length), reply);
        byte[] operation = bytes(u16(1), u16(7), u16(action.length), action);
        return bytes(hex("e1000002 0002"), u16(operation.length), operation);
    }

    /** A number as its own object. */
    static byte[] numeric(int handle, int physiological, int state, int unit, String number) {
        return object(handle, attribute(0x0950, value(physiological, state, unit, number)));
    }

    /** The ten octets of a value; the number in hexadecimal digits. */
    static byte[] value(int physiological, int state, int unit, String number) {
        return bytes(u16(physiological), u16(state), u16(unit), hex(number));
    }

    /** An ECG of lead II with everything that describes it: 250 a second, 14 bits, 5 µV a step. */
    static byte[] wave(int handle, int... samples) {
        return object(
                handle,
                attribute(0x096D, hex("0040 10 0e 3000")),
                attribute(0x0A16, hex("0003 000c 0001 8001 0003 4002 0002 8004")),
                attribute(0x098D, hex("00000020")),
                attribute(0x0996, hex("10b2")),
                attribute(0x096F, hex("fefff000 fd009ffb 0000 3fff")),
                attribute(0x096E, run(0x0102, 0, samples)));
    }

    /** A run of samples: identifier, state, length, samples. */
    static byte[] run(int physiological, int state, int... samples) {
        byte[] octets = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            octets[2 * i] = (byte) (samples[i] >> 8);
            octets[2 * i + 1] = (byte) samples[i];
        }
        return bytes(u16(physiological), u16(state), u16(octets.length), octets);
    }

    /** The alert monitor with its list of the patient's alarms. */
    static byte[] patientAlarms(byte[]... entries) {
        byte[] list = bytes(entries);
        return object(0x0A01, attribute(0x0902, bytes(u16(entries.length), u16(list.length), list)));
    }

    /** The alert monitor with its list of technical alarms. */
    static byte[] technicalAlarms(byte[]... entries) {
        byte[] list = bytes(entries);
        return object(0x0A01, attribute(0x0904, bytes(u16(entries.length), u16(list.length), list)));
    }

    /** An alarm with general information. */
    static byte[] alarm(int source, int event, int type, int state) {
        return bytes(
                u16(source),
                u16(event),
                u16(type),
                u16(state),
                hex("0006 0001 8400 0201 000a 0000 00020001 0000 0000"));
    }

    /** A heart rate and two hundred and fifty-six milliseconds of ECG, each in a message of its own. */
    static List<byte[]> beat(int number) {
        int[] samples = new int[64];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 8_192 + (i * 37 + number) % 200;
        }
        long ticks = 1_954_816 + 2_048L * number;
        return List.of(
                result(6, ticks, numeric(0x82CF, 0x4182, 0, 0x0AA0, "0000003c")),
                result(9, ticks, wave(0x02CA, samples)));
    }

    /** Both messages of a beat in frames of the serial line. */
    static byte[] framedBeat(int number) {
        return bytes(beat(number).stream().map(MonitorMessages::frame).toArray(byte[][]::new));
    }

    /** A message in the frame of the serial line. */
    static byte[] frame(byte[] message) {
        ByteBuffer frame = SerialFrame.of(message);
        byte[] octets = new byte[frame.remaining()];
        frame.get(octets);
        return octets;
    }

    static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] u16(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }
}

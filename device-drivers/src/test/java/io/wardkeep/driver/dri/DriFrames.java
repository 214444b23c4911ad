package io.wardkeep.driver.dri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Records for tests, made from the document's tables. */
final class DriFrames {

    /** The worked answer: a whole operating room's values. */
    static final String WORKED =
            "7e3e0107093412775bf4650000000000000000010000ff000000000000000000000000000000000000775bf4650b"
                    + "000000230148003200ecff0a001200030000000100442f4c1df02348000300000002000180018020030180000000"
                    + "00000001800180018001800000000000000180018001800180030000000000182eb01d28234600030000000f0060"
                    + "0e030000000700160d0000000000000180000000000000018003000000000048264800d2000180030000000900f4"
                    + "0100000e00b01d0300000000004006340801000000000001800180030000000600b400c8005a000300000000000e"
                    + "00d007f4010807c0125c1294119402000000000000018001800180018000000000000001800180018048005a0037"
                    + "000000000000000180000000000000018001800180018000000000000001800180018001800000000000007d5e7e";

    private static final int HEADER = 40;

    private DriFrames() {}

    static byte[] worked() {
        return HexFormat.of().parseHex(WORKED);
    }

    /** The worked record without flags, stuffing and sum, to be changed and framed again. */
    static ByteBuffer workedRecord() {
        byte[] frame = worked();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        for (int i = 1; i < frame.length - 1; i++) {
            record.write(frame[i] == 0x7D ? frame[++i] | 0x20 : frame[i]);
        }
        byte[] bytes = record.toByteArray();
        return ByteBuffer.allocate(bytes.length - 1)
                .put(bytes, 0, bytes.length - 1)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The worked record with one value of its sub-record changed. */
    static byte[] changed(int place, int value) {
        return framed(workedRecord().putShort(HEADER + place, (short) value));
    }

    static byte[] waveform(int type, int status, int label, int... samples) {
        ByteBuffer record = record(1, 6 + 2 * samples.length, type);
        record.putShort(HEADER, (short) samples.length);
        record.putShort(HEADER + 2, (short) status);
        record.putShort(HEADER + 4, (short) label);
        for (int i = 0; i < samples.length; i++) {
            record.putShort(HEADER + 6 + 2 * i, (short) samples[i]);
        }
        return framed(record);
    }

    /** Texts and their colours by turns. */
    static byte[] alarms(Object... textsAndColours) {
        ByteBuffer record = record(4, 510, 1);
        for (int i = 0; i < textsAndColours.length; i += 2) {
            int at = HEADER + 10 + 49 * i;
            record.put(at, textsAndColours[i].toString().getBytes(StandardCharsets.ISO_8859_1));
            record.putShort(at + 82, ((Integer) textsAndColours[i + 1]).shortValue());
        }
        return framed(record);
    }

    static ByteBuffer record(int mainType, int payloadBytes, int type) {
        ByteBuffer record = ByteBuffer.allocate(HEADER + payloadBytes).order(ByteOrder.LITTLE_ENDIAN);
        record.putShort(0, (short) record.capacity());
        record.put(3, (byte) 9);
        record.putShort(14, (short) mainType);
        record.put(18, (byte) type);
        record.put(21, (byte) 0xFF);
        return record;
    }

    static byte[] framed(ByteBuffer record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x7E);
        int sum = 0;
        for (int at = 0; at < record.capacity(); at++) {
            byte octet = record.get(at);
            sum += octet;
            stuffed(octet & 0xFF, out);
        }
        stuffed(sum & 0xFF, out);
        out.write(0x7E);
        return out.toByteArray();
    }

    private static void stuffed(int octet, ByteArrayOutputStream out) {
        if (octet == 0x7E || octet == 0x7D) {
            out.write(0x7D);
            out.write(octet & ~0x20);
        } else {
            out.write(octet);
        }
    }
}

package io.wardkeep.simulator.dri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Records on the line: {@code 7E stuffed(record sum) 7E}. Takes those of the host apart; owned by one device. */
final class Records {

    static final int HEADER_BYTES = 40;

    private static final int FLAG = 0x7E;
    private static final int ESCAPE = 0x7D;
    private static final int BIT_5 = 0x20;
    private static final int LEVEL_2009 = 10;
    private static final int END_OF_LIST = 0xFF;
    private static final int SUBRECORDS_AT = 16;
    private static final int SUBRECORDS_MAX = 8;
    private static final int ENTRY_BYTES = 3;

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private boolean escaped;

    /** The whole records with a right sum that these bytes complete, without the sum. */
    List<ByteBuffer> records(byte[] bytes) {
        List<ByteBuffer> records = new ArrayList<>();
        for (byte signed : bytes) {
            int octet = signed & 0xFF;
            if (octet == FLAG) {
                byte[] frame = open.toByteArray();
                open.reset();
                escaped = false;
                if (frame.length > HEADER_BYTES && sum(frame, frame.length - 1) == (frame[frame.length - 1] & 0xFF)) {
                    records.add(
                            ByteBuffer.wrap(frame, 0, frame.length - 1).slice().order(ByteOrder.LITTLE_ENDIAN));
                }
            } else if (octet == ESCAPE) {
                escaped = true;
            } else {
                open.write(escaped ? octet | BIT_5 : octet);
                escaped = false;
            }
        }
        return records;
    }

    /**
     * A record of the device as it goes over the line.
     *
     * @param types of its sub-records
     * @param payloads each of its sub-records
     */
    static byte[] framed(int number, int mainType, long seconds, List<Integer> types, List<byte[]> payloads) {
        int length = HEADER_BYTES
                + payloads.stream().mapToInt(payload -> payload.length).sum();
        byte[] bytes = new byte[length];
        ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        record.putShort((short) length)
                .put((byte) number)
                .put((byte) LEVEL_2009)
                .putShort((short) 0x7712)
                .putInt((int) seconds)
                .putInt(0)
                .putShort((short) mainType);
        int offset = 0;
        for (int i = 0; i < types.size(); i++) {
            record.putShort((short) offset).put(types.get(i).byteValue());
            offset += payloads.get(i).length;
        }
        if (types.size() < SUBRECORDS_MAX) {
            record.put(SUBRECORDS_AT + ENTRY_BYTES * types.size() + 2, (byte) END_OF_LIST);
        }
        record.position(HEADER_BYTES);
        payloads.forEach(record::put);
        return stuffed(bytes);
    }

    private static byte[] stuffed(byte[] record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(FLAG);
        for (byte octet : record) {
            stuff(octet & 0xFF, out);
        }
        stuff(sum(record, record.length), out);
        out.write(FLAG);
        return out.toByteArray();
    }

    private static int sum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += bytes[i];
        }
        return sum & 0xFF;
    }

    private static void stuff(int octet, ByteArrayOutputStream out) {
        if (octet == FLAG || octet == ESCAPE) {
            out.write(ESCAPE);
            out.write(octet ^ BIT_5);
        } else {
            out.write(octet);
        }
    }
}

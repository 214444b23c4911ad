package io.wardkeep.driver.dri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The requests that a host may send: each starts or asks for a transmission and changes nothing at the monitor. */
final class DriRequest {

    private static final int PHYSIOLOGICAL = 0;
    private static final int WAVEFORM = 1;
    private static final int ALARM = 4;
    private static final int NO_MORE_SUBRECORDS = 0xFF;
    private static final int MAIN_TYPE_AT = 14;
    private static final int SECOND_SUBRECORD_TYPE_AT = 21;

    private static final int DISPLAYED = 1;
    private static final int WAVEFORM_TYPES_AT = DriFramer.HEADER_BYTES + 4;
    private static final int WAVEFORM_BYTES = 32;
    private static final int WAVEFORMS_MAX = 8;
    private static final int DISPLAYED_BYTES = 9;
    private static final int ALARM_BYTES = 12;

    private static final int FLAG = 0x7E;
    private static final int ESCAPE = 0x7D;
    private static final int ESCAPED_BIT = 0x20;

    private DriRequest() {}

    /**
     * Asks for the displayed values again and again.
     *
     * @param intervalSeconds five or more
     * @param classes bits of further classes beside the basic one: 2, 4 and 8
     */
    static ByteBuffer displayed(int intervalSeconds, int classes) {
        byte[] record = record(PHYSIOLOGICAL, DISPLAYED_BYTES);
        record[DriFramer.HEADER_BYTES] = DISPLAYED;
        record[DriFramer.HEADER_BYTES + 1] = (byte) intervalSeconds;
        record[DriFramer.HEADER_BYTES + 3] = (byte) classes;
        return framed(record);
    }

    /** Asks for the start of waveforms, at most eight. */
    static ByteBuffer waveforms(int... types) {
        byte[] record = record(WAVEFORM, WAVEFORM_BYTES);
        for (int i = 0; i < types.length; i++) {
            record[WAVEFORM_TYPES_AT + i] = (byte) types[i];
        }
        if (types.length < WAVEFORMS_MAX) {
            record[WAVEFORM_TYPES_AT + types.length] = (byte) NO_MORE_SUBRECORDS;
        }
        return framed(record);
    }

    /** Asks for the alarms that are shown now. */
    static ByteBuffer alarmStatus() {
        return alarms(0);
    }

    /** Asks for the alarms whenever they change. */
    static ByteBuffer alarmChanges() {
        return alarms(2);
    }

    private static ByteBuffer alarms(int command) {
        byte[] record = record(ALARM, ALARM_BYTES);
        record[DriFramer.HEADER_BYTES] = (byte) command;
        return framed(record);
    }

    private static byte[] record(int mainType, int payloadBytes) {
        byte[] record = new byte[DriFramer.HEADER_BYTES + payloadBytes];
        record[0] = (byte) record.length;
        record[MAIN_TYPE_AT] = (byte) mainType;
        record[SECOND_SUBRECORD_TYPE_AT] = (byte) NO_MORE_SUBRECORDS;
        return record;
    }

    private static ByteBuffer framed(byte[] record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(FLAG);
        int sum = 0;
        for (byte octet : record) {
            sum += octet;
            stuff(octet & 0xFF, out);
        }
        stuff(sum & 0xFF, out);
        out.write(FLAG);
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static void stuff(int octet, ByteArrayOutputStream out) {
        if (octet == FLAG || octet == ESCAPE) {
            out.write(ESCAPE);
            out.write(octet & ~ESCAPED_BIT);
        } else {
            out.write(octet);
        }
    }
}

package io.wardkeep.driver.dri;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Asks for values, waveforms and alarms, and again when they stay away; understands records as they come. */
final class DriSession implements DriverSession {

    static final int INTERVAL_SECONDS = 5;

    private static final long VALUES_TIMEOUT_MILLIS = 3 * INTERVAL_SECONDS * 1_000L;
    /** Blocks come at least once a second; a monitor that was held off for two seconds stops sending them. */
    private static final long WAVEFORMS_TIMEOUT_MILLIS = 5_000;
    /** Only a change is told by itself, and what tells of it may be lost. */
    private static final long ALARMS_INTERVAL_MILLIS = 10_000;

    private static final int MAIN_TYPE_AT = 14;
    private static final int LEVEL_AT = 3;
    private static final int SUBRECORDS_AT = 16;
    private static final int SUBRECORDS_MAX = 8;
    private static final int SUBRECORD_ENTRY_BYTES = 3;
    private static final int NO_MORE_SUBRECORDS = 0xFF;

    private static final int PHYSIOLOGICAL = 0;
    private static final int WAVEFORM = 1;
    private static final int ALARM = 4;
    private static final int DISPLAYED = 1;
    private static final int SHOWN_ALARMS = 1;
    private static final int CLASS_SHIFT = 8;
    private static final int CLASS_MASK = 0xF;

    private final DriFramer framer = new DriFramer();
    private final BasicClass basic = new BasicClass();
    private final WaveformBlocks waveforms = new WaveformBlocks(basic);
    private final ShownAlarms alarms = new ShownAlarms();
    private int lastLevel = -1;

    private boolean asked;
    private long valuesAtMillis;
    private long waveformsAtMillis;
    private long alarmsAskedAtMillis;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            switch (framer.put(bytes.get() & 0xFF)) {
                case PENDING -> {
                    // The frame goes on.
                }
                case RECORD -> report(framer.bytes(), framer.lastLength() - 1, nowMillis, events);
                case CHECKSUM -> events.accept(new DriverEvent.Malformed("checksum", framer.lastLength()));
                case LENGTH -> events.accept(new DriverEvent.Malformed("length", framer.lastLength()));
                case OVERLONG -> events.accept(new DriverEvent.Malformed("overlong", framer.lastLength()));
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (!asked || nowMillis - valuesAtMillis >= VALUES_TIMEOUT_MILLIS) {
            valuesAtMillis = nowMillis;
            events.accept(new DriverEvent.Transmit(DriRequest.displayed(INTERVAL_SECONDS, 0)));
            events.accept(new DriverEvent.Transmit(DriRequest.alarmChanges()));
        }
        if (!asked || nowMillis - waveformsAtMillis >= WAVEFORMS_TIMEOUT_MILLIS) {
            waveformsAtMillis = nowMillis;
            events.accept(new DriverEvent.Transmit(DriRequest.waveforms(WaveformBlocks.wanted())));
        }
        if (!asked || nowMillis - alarmsAskedAtMillis >= ALARMS_INTERVAL_MILLIS) {
            alarmsAskedAtMillis = nowMillis;
            events.accept(new DriverEvent.Transmit(DriRequest.alarmStatus()));
        }
        asked = true;
    }

    private void report(byte[] record, int length, long nowMillis, Consumer<DriverEvent> events) {
        identify(LittleEndian.uint8(record, LEVEL_AT), events);
        int mainType = LittleEndian.int16(record, MAIN_TYPE_AT);
        for (int entry = 0; entry < SUBRECORDS_MAX; entry++) {
            int at = SUBRECORDS_AT + entry * SUBRECORD_ENTRY_BYTES;
            int type = LittleEndian.uint8(record, at + 2);
            if (type == NO_MORE_SUBRECORDS) {
                return;
            }
            int from = DriFramer.HEADER_BYTES + LittleEndian.int16(record, at);
            if (from < DriFramer.HEADER_BYTES || !subRecord(record, from, length, mainType, type, nowMillis, events)) {
                events.accept(new DriverEvent.Malformed("sub-record", 0));
            }
        }
    }

    private boolean subRecord(
            byte[] record, int from, int until, int mainType, int type, long nowMillis, Consumer<DriverEvent> events) {
        return switch (mainType) {
            case PHYSIOLOGICAL -> type != DISPLAYED || displayed(record, from, until, nowMillis, events);
            case WAVEFORM -> {
                waveformsAtMillis = nowMillis;
                yield waveforms.report(record, from, until, type, nowMillis, events);
            }
            case ALARM -> type != SHOWN_ALARMS || shownAlarms(record, from, until, events);
            // Network records and the anaesthesia record are not asked for.
            default -> true;
        };
    }

    private boolean displayed(byte[] record, int from, int until, long nowMillis, Consumer<DriverEvent> events) {
        if (from + BasicClass.BYTES > until) {
            return false;
        }
        if ((LittleEndian.uint16(record, from + BasicClass.CLASS_AT) >> CLASS_SHIFT & CLASS_MASK) == 0) {
            valuesAtMillis = nowMillis;
            basic.report(record, from, nowMillis, events);
        }
        return true;
    }

    private boolean shownAlarms(byte[] record, int from, int until, Consumer<DriverEvent> events) {
        if (from + ShownAlarms.BYTES > until) {
            return false;
        }
        alarms.report(record, from, events);
        return true;
    }

    private void identify(int level, Consumer<DriverEvent> events) {
        if (level != lastLevel) {
            lastLevel = level;
            events.accept(new DriverEvent.Identity("Datex-Ohmeda S/5 interface", "", "DRI level " + level));
        }
    }
}

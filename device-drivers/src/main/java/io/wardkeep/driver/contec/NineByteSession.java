package io.wardkeep.driver.contec;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Contec V7.0: a packet begins with its type, whose top bit is clear; all that follows has it set, and the second byte
 * holds the top bits of the rest. The live stream is asked for until it comes and kept alive while it does.
 */
final class NineByteSession implements DriverSession {

    private static final int PACKET_BYTES = 9;
    private static final int LIVE = 0x01;
    /** Types that the document has beside the live one: answers, stored data, notices. */
    private static final int OTHER_TYPES = 1 << 0x04 | 1 << 0x05 | 1 << 0x07 | 1 << 0x08 | 1 << 0x09 | 1 << 0x0A
            | 1 << 0x0B | 1 << 0x0C | 1 << 0x0D | 1 << 0x0E | 1 << 0x0F | 1 << 0x10 | 1 << 0x11 | 1 << 0x12 | 1 << 0x15;

    private static final int COUNT_MAX = 256;

    private static final int STRENGTH = 0x0F;
    private static final int SEARCHING_TOO_LONG = 0x10;
    private static final int SATURATION_LOW = 0x20;
    private static final int PROBE = 0x80;
    private static final int SEARCHING = 0x80;
    private static final int PERFUSION_INVALID = 0x10;
    private static final int PERFUSION_MISSING = 0xFFFF;

    private final int[] held = new int[PACKET_BYTES];
    private final LiveHandshake handshake = new LiveHandshake();
    private final FingerPacket packet = new FingerPacket();
    private final FingerValues values = new FingerValues(FingerStream.CONTEC_V7);
    /** Bytes since the last type byte, it included; 0 before the first. */
    private int count;
    /** A line that is opened in the middle of a packet is no error. */
    private boolean anyBegun;

    private boolean gap;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next >= 0) {
                ended(events);
                anyBegun = true;
                count = 0;
            }
            if (count < PACKET_BYTES) {
                held[count] = next & 0xFF;
            }
            count++;
            if (count == PACKET_BYTES && anyBegun && held[0] == LIVE) {
                read();
                handshake.heard(nowMillis);
                values.report(packet, gap, nowMillis, events);
                gap = false;
            } else if (count == COUNT_MAX) {
                ended(events);
                count = PACKET_BYTES;
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        handshake.ticked(nowMillis, events);
    }

    /** The next packet begins: what stood before it is judged. */
    private void ended(Consumer<DriverEvent> events) {
        if (count == 0 || !anyBegun) {
            return;
        }
        if (count > PACKET_BYTES) {
            malformed("unsynchronised", count - PACKET_BYTES, events);
        } else if (held[0] == LIVE) {
            if (count < PACKET_BYTES) {
                malformed("truncated", count, events);
            }
        } else if (held[0] >= Integer.SIZE || (OTHER_TYPES >> held[0] & 1) == 0) {
            malformed("unknown-type", count, events);
        }
    }

    private void malformed(String reason, int bytes, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Malformed(reason, bytes));
        gap = true;
    }

    private void read() {
        int state = data(0);
        int wave = data(1);
        int bar = data(2);
        int perfusion = data(5) | data(6) << 8;
        packet.sensorOff = (state & PROBE) != 0;
        packet.warned = (state & SATURATION_LOW) != 0;
        packet.doubted =
                (state & SEARCHING_TOO_LONG) != 0 || (wave & SEARCHING) != 0 || FingerPacket.isWeak(state & STRENGTH);
        packet.pleth = wave & 0x7F;
        packet.rate = data(3);
        packet.saturation = data(4);
        packet.perfusion = (bar & PERFUSION_INVALID) != 0 || perfusion == PERFUSION_MISSING
                ? FingerPacket.NO_PERFUSION
                : perfusion;
    }

    private int data(int index) {
        return held[2 + index] & 0x7F | (held[1] >> index & 1) << 7;
    }
}

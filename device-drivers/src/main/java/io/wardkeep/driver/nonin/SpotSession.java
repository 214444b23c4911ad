package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Finds frames {@code 00 02 00 0D length data sum 03} among bytes. */
final class SpotSession implements DriverSession {

    private static final byte[] START = {0x00, 0x02, 0x00, 0x0D};
    private static final byte END = 0x03;
    private static final int HEAD_BYTES = START.length + 2;
    private static final int TAIL_BYTES = 2;
    /** The document lets the data grow; twice the known length leaves room and keeps a false head short. */
    private static final int DATA_BYTES_MAX = 2 * SpotReading.BYTES_MIN;

    private static final int SKIPPED_MAX = 256;
    /** A frame is 22 bytes, which take 23 ms: what is still open after a second will not be completed. */
    private static final long FRAME_MILLIS_MAX = 1_000;

    private final byte[] held = new byte[HEAD_BYTES + DATA_BYTES_MAX + TAIL_BYTES];
    private final SpotReading reading = new SpotReading();
    private int count;
    private long lastByteMillis;
    private int skipped;
    private String skipReason = "";
    /** A line that is opened in the middle of a frame is no error. */
    private boolean everSynchronised;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            held[count++] = bytes.get();
            lastByteMillis = nowMillis;
            while (count > 0 && !isOpen()) {
                if (isFrame()) {
                    reportSkipped(events);
                    everSynchronised = true;
                    reading.report(held, HEAD_BYTES, nowMillis, events);
                    drop(frameBytes());
                } else {
                    skipOne(events);
                }
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (count > 0 && nowMillis - lastByteMillis > FRAME_MILLIS_MAX) {
            skipReason = skipped == 0 ? "truncated" : skipReason;
            skipped += count;
            count = 0;
            reportSkipped(events);
        }
    }

    /** Could what is held become a frame with more bytes? */
    private boolean isOpen() {
        for (int at = 0; at < Math.min(count, START.length); at++) {
            if (held[at] != START[at]) {
                return false;
            }
        }
        if (count < HEAD_BYTES) {
            return true;
        }
        int data = dataBytes();
        return data >= SpotReading.BYTES_MIN && data <= DATA_BYTES_MAX && count < frameBytes();
    }

    /** Asked of a head that is complete, or was never one. */
    private boolean isFrame() {
        if (count < HEAD_BYTES + SpotReading.BYTES_MIN + TAIL_BYTES || count < frameBytes()) {
            return false;
        }
        int sum = 0;
        for (int at = HEAD_BYTES; at < HEAD_BYTES + dataBytes(); at++) {
            sum += held[at];
        }
        return startsRight()
                && dataBytes() >= SpotReading.BYTES_MIN
                && (sum & 0xFF) == (held[frameBytes() - 2] & 0xFF)
                && held[frameBytes() - 1] == END;
    }

    private boolean startsRight() {
        for (int at = 0; at < START.length; at++) {
            if (held[at] != START[at]) {
                return false;
            }
        }
        return true;
    }

    private int dataBytes() {
        return (held[4] & 0xFF) << 8 | held[5] & 0xFF;
    }

    private int frameBytes() {
        return HEAD_BYTES + dataBytes() + TAIL_BYTES;
    }

    private void skipOne(Consumer<DriverEvent> events) {
        if (skipped == 0) {
            skipReason = startsRight() && count > HEAD_BYTES ? "checksum" : "unsynchronised";
        }
        skipped++;
        drop(1);
        if (skipped == SKIPPED_MAX) {
            everSynchronised = true;
            reportSkipped(events);
        }
    }

    private void drop(int bytes) {
        count -= bytes;
        System.arraycopy(held, bytes, held, 0, count);
    }

    private void reportSkipped(Consumer<DriverEvent> events) {
        if (skipped > 0 && everSynchronised) {
            events.accept(new DriverEvent.Malformed(skipReason, skipped));
        }
        skipped = 0;
    }
}

package io.wardkeep.driver.astm;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The receiver's side of a transfer: greets, takes frames and answers each. A frame is never answered before its
 * results are durable; one that comes again, because its answer was lost or was a refusal, is understood again and
 * known by its mark. Understands frames without a greeting, as in a recording.
 */
final class AstmSession implements DriverSession {

    private static final int END_OF_TRANSFER = 0x04;
    private static final int ENQUIRY = 0x05;
    private static final int ACKNOWLEDGE = 0x06;
    private static final int REFUSE = 0x15;

    /** The sender waits fifteen seconds for an answer and thirty between frames. */
    private static final long FRAME_WAIT_MILLIS = 30_000;

    /** So much that is no frame is worth telling even if none ever comes. */
    private static final int SKIPPED_MAX = 4_096;

    private static final int NONE = -1;

    private final AstmFrame frame = new AstmFrame();
    private final AstmMessage message = new AstmMessage();
    private int lastNumber = NONE;
    private long heardMillis;
    private int skipped;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            switch (frame.take(octet)) {
                case NONE -> {
                    // Nothing yet.
                }
                case FRAME -> frame(nowMillis, events);
                case BROKEN -> {
                    events.accept(new DriverEvent.Malformed(frame.reason(), frame.lost()));
                    control(octet, nowMillis, events);
                }
                case OUTSIDE -> outside(octet, nowMillis, events);
            }
        }
    }

    /** A sender that went away in the middle begins anew. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (lastNumber != NONE && nowMillis - heardMillis >= FRAME_WAIT_MILLIS) {
            begin();
        }
    }

    private void begin() {
        lastNumber = NONE;
        message.begin();
    }

    /** What broke a frame may itself be the beginning or the end of a transfer; anything else is refused. */
    private void control(int octet, long nowMillis, Consumer<DriverEvent> events) {
        if (octet == ENQUIRY || octet == END_OF_TRANSFER) {
            outside(octet, nowMillis, events);
        } else if (octet != AstmFrame.START) {
            send(REFUSE, events);
        }
    }

    private void outside(int octet, long nowMillis, Consumer<DriverEvent> events) {
        switch (octet) {
            case ENQUIRY -> {
                reportSkipped(events);
                begin();
                heardMillis = nowMillis;
                send(ACKNOWLEDGE, events);
            }
            case END_OF_TRANSFER -> {
                reportSkipped(events);
                begin();
            }
            case '\r', '\n' -> {
                // Behind a frame, or not: analysers differ.
            }
            default -> {
                skipped++;
                if (skipped == SKIPPED_MAX) {
                    reportSkipped(events);
                }
            }
        }
    }

    private void reportSkipped(Consumer<DriverEvent> events) {
        if (skipped > 0) {
            events.accept(new DriverEvent.Malformed("unsynchronised", skipped));
            skipped = 0;
        }
    }

    private void frame(long nowMillis, Consumer<DriverEvent> events) {
        reportSkipped(events);
        heardMillis = nowMillis;
        int number = frame.number();
        if (number == lastNumber) {
            message.goBack();
        } else if (lastNumber != NONE && number != (lastNumber + 1) % 8) {
            // A frame is missing, and with it the middle of a record. The sender says this one again.
            lastNumber = NONE;
            message.interrupted();
            events.accept(new DriverEvent.Malformed("frame-number", frame.length()));
            send(REFUSE, events);
            return;
        }
        lastNumber = number;
        message.take(frame.text(), frame.length(), frame.isLast(), nowMillis, events);
        events.accept(new DriverEvent.Acknowledge(one(ACKNOWLEDGE), one(REFUSE), message.mark()));
    }

    private static void send(int octet, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Transmit(one(octet)));
    }

    private static ByteBuffer one(int octet) {
        return ByteBuffer.wrap(new byte[] {(byte) octet});
    }
}

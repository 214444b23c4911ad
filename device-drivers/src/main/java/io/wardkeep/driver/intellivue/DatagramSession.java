package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A conversation in datagrams. Messages tell their own length, so they are found as in a stream, and datagrams that
 * were written to a file one behind the other are understood as well.
 */
final class DatagramSession implements DriverSession {

    private static final int HELD_MAX = 2 * Requests.MESSAGE_OCTETS_MAX;
    /** So much without a message is worth telling even if none ever comes. */
    private static final int SKIPPED_MAX = 4_096;

    private final byte[] held = new byte[HELD_MAX];
    private final Conversation conversation = new Conversation(ByteBuffer::wrap);
    private int from;
    private int until;
    private int skipped;
    private String skipReason = "";
    /** A stream that is opened in the middle of a message is no error. */
    private boolean everUnderstood;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            if (from > 0) {
                System.arraycopy(held, from, held, 0, until - from);
                until -= from;
                from = 0;
            }
            int taken = Math.min(HELD_MAX - until, bytes.remaining());
            bytes.get(held, until, taken);
            until += taken;
            understand(nowMillis, events);
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        conversation.ticked(nowMillis, events);
    }

    private void understand(long nowMillis, Consumer<DriverEvent> events) {
        while (until - from >= Messages.HEAD_OCTETS) {
            Messages.Kind kind = Messages.kind(held, from, until);
            int length = Messages.length(kind, held, from);
            if (kind == Messages.Kind.UNKNOWN || length > Requests.MESSAGE_OCTETS_MAX) {
                skipOne("unsynchronised", events);
            } else if (length > until - from) {
                return;
            } else {
                reportSkipped(events);
                if (conversation.heard(held, from, length, nowMillis, events)) {
                    everUnderstood = true;
                    from += length;
                } else {
                    skipOne("message", events);
                }
            }
        }
    }

    private void skipOne(String reason, Consumer<DriverEvent> events) {
        if (skipped == 0) {
            skipReason = reason;
        }
        from++;
        skipped++;
        if (skipped == SKIPPED_MAX) {
            everUnderstood = true;
            reportSkipped(events);
        }
    }

    private void reportSkipped(Consumer<DriverEvent> events) {
        if (skipped > 0 && everUnderstood) {
            events.accept(new DriverEvent.Malformed(skipReason, skipped));
        }
        skipped = 0;
    }
}

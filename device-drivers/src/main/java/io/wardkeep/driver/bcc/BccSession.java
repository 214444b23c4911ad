package io.wardkeep.driver.bcc;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Asks who is there, then for all values, and acknowledges each block of an answer. */
final class BccSession implements DriverSession {

    static final long INTERVAL_MILLIS = 2_000;

    private static final long TIMEOUT_MILLIS = 3_000;
    private static final long REPLY_AFTER_MILLIS = 100;
    private static final int REPEATS_MAX = 3;
    private static final int NAME_BYTES_MAX = 24;

    /** What the session waits for. */
    private enum State {
        /** Nobody has answered yet. */
        GREETING,
        /** The device is there; the next question is not due. */
        IDLE,
        /** A question for values is out. */
        ANSWERING
    }

    private enum Reply {
        NONE,
        ACKNOWLEDGED,
        AGAIN
    }

    private final BccFramer framer = new BccFramer();
    private final BccAnswer answer = new BccAnswer();
    private State state = State.GREETING;
    private String name = BccRequest.ANYBODY;
    private byte[] nameBytes = new byte[0];

    private boolean asked;
    /** Was the last greeting sent with doubled letters? */
    private boolean stuffed;

    private long askedMillis;
    private long heardMillis;
    private int repeats;
    /** What is owed to the last block, once the device has had its pause. */
    private Reply owed = Reply.NONE;

    private long owedFromMillis;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            switch (framer.put(bytes.get())) {
                case PENDING -> {
                    // The block goes on.
                }
                case BLOCK -> took(nowMillis, events);
                case CHECKSUM -> broken("checksum", nowMillis, events);
                case LENGTH -> broken("length", nowMillis, events);
                case TRUNCATED -> broken("truncated", nowMillis, events);
                case OVERLONG -> broken("overlong", nowMillis, events);
                case UNSYNCHRONISED -> events.accept(new DriverEvent.Malformed("unsynchronised", framer.lostBytes()));
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (owed != Reply.NONE) {
            payWhatIsOwed(nowMillis, events);
            return;
        }
        boolean quiet = !asked || nowMillis - Math.max(askedMillis, heardMillis) >= TIMEOUT_MILLIS;
        switch (state) {
            case GREETING -> {
                if (quiet) {
                    greet(nowMillis, events);
                }
            }
            case IDLE -> {
                if (nowMillis - askedMillis >= INTERVAL_MILLIS) {
                    ask(nowMillis, events);
                }
            }
            case ANSWERING -> {
                if (quiet) {
                    state = State.GREETING;
                    greet(nowMillis, events);
                }
            }
        }
    }

    private void payWhatIsOwed(long nowMillis, Consumer<DriverEvent> events) {
        if (nowMillis - owedFromMillis >= REPLY_AFTER_MILLIS) {
            ByteBuffer reply = owed == Reply.AGAIN ? BccRequest.again() : BccRequest.acknowledged();
            events.accept(new DriverEvent.Transmit(reply));
            owed = Reply.NONE;
            heardMillis = nowMillis;
        }
    }

    /**
     * Until the device has shown whether it doubles letters, a question that nobody understood is put the other way.
     */
    private void greet(long nowMillis, Consumer<DriverEvent> events) {
        asked = true;
        askedMillis = nowMillis;
        stuffed = switch (framer.stuffing()) {
            case UNKNOWN -> !stuffed;
            case ON -> true;
            case OFF -> false;
        };
        events.accept(new DriverEvent.Transmit(BccRequest.alive(stuffed)));
    }

    private void ask(long nowMillis, Consumer<DriverEvent> events) {
        askedMillis = nowMillis;
        state = State.ANSWERING;
        repeats = 0;
        answer.expected();
        boolean doubled =
                framer.stuffing() == BccFramer.Stuffing.UNKNOWN ? stuffed : framer.stuffing() == BccFramer.Stuffing.ON;
        events.accept(new DriverEvent.Transmit(BccRequest.all(name, doubled)));
    }

    private void took(long nowMillis, Consumer<DriverEvent> events) {
        heardMillis = nowMillis;
        int from = learnName();
        BccAnswer.Kind kind = answer.report(framer.bytes(), from, framer.textEnd(), framer.more(), nowMillis, events);
        switch (kind) {
            case ACKNOWLEDGED -> owe(Reply.ACKNOWLEDGED, nowMillis);
            case VALUES -> {
                repeats = 0;
                owe(Reply.ACKNOWLEDGED, nowMillis);
            }
            case ERROR -> {
                events.accept(new DriverEvent.Malformed("refused", framer.lostBytes()));
                state = State.GREETING;
                return;
            }
            case GARBLED -> {
                events.accept(new DriverEvent.Malformed("quadruple", framer.lostBytes()));
                answer.broken();
                owe(Reply.ACKNOWLEDGED, nowMillis);
            }
        }
        if (!framer.more()) {
            state = asked ? State.IDLE : state;
        }
    }

    private void broken(String reason, long nowMillis, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Malformed(reason, framer.lostBytes()));
        answer.broken();
        heardMillis = nowMillis;
        if (state == State.ANSWERING && repeats < REPEATS_MAX) {
            repeats++;
            owe(Reply.AGAIN, nowMillis);
        }
    }

    /** Nothing is owed to a device that was not asked: it may be pushing, or talking with somebody else. */
    private void owe(Reply reply, long nowMillis) {
        if (asked && state != State.IDLE) {
            owed = reply;
            owedFromMillis = nowMillis;
        }
    }

    /** The text begins with the device's name, up to and with {@code >}; where it ends the values begin. */
    private int learnName() {
        byte[] bytes = framer.bytes();
        int from = framer.textStart();
        int end = from;
        while (end < framer.textEnd() && bytes[end] != '>') {
            end++;
        }
        if (end == framer.textEnd()) {
            return from;
        }
        int after = end + 1;
        int length = after - from;
        if (length <= NAME_BYTES_MAX
                && isName(bytes, from, end)
                && !Arrays.equals(bytes, from, after, nameBytes, 0, nameBytes.length)) {
            nameBytes = Arrays.copyOfRange(bytes, from, after);
            name = new String(nameBytes, StandardCharsets.US_ASCII);
        }
        return after;
    }

    /** Slash and digits are 2F to 39, letters and what stands between them 41 to 7A. */
    private static boolean isName(byte[] bytes, int from, int until) {
        for (int i = from; i < until; i++) {
            if ((bytes[i] < '/' || bytes[i] > '9') && (bytes[i] < 'A' || bytes[i] > 'z')) {
                return false;
            }
        }
        return until > from;
    }
}

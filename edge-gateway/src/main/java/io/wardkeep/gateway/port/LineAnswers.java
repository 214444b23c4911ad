package io.wardkeep.gateway.port;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the other end of one open line or connection waits for: answers in the order of its messages, each given once it
 * is decided. They end with the line, so that no answer reaches another conversation. Owned by the loop of the line.
 */
final class LineAnswers {

    /**
     * Answers that may be open. A device that asks further without waiting does not get the oldest, and sends that
     * message again.
     */
    static final int OPEN_MAX = 1_024;

    private final Deque<Answer> open = new ArrayDeque<>();

    /** A conversation that has just begun. */
    LineAnswers() {}

    /**
     * A device waits.
     *
     * @param bytes what it gets when its message is durable
     * @param refusal what it gets when it could not be kept; may be empty
     */
    Acknowledgement open(ByteBuffer bytes, ByteBuffer refusal) {
        if (open.size() == OPEN_MAX) {
            open.removeFirst();
        }
        Answer answer = new Answer(bytes, refusal);
        open.add(answer);
        return answer;
    }

    /** What is to be sent next: decided, and not behind something that is not. Null when there is nothing. */
    @Nullable ByteBuffer next() {
        Answer first = open.peekFirst();
        if (first == null) {
            return null;
        }
        ByteBuffer bytes = first.decided;
        if (bytes != null) {
            open.removeFirst();
        }
        return bytes;
    }

    private static final class Answer implements Acknowledgement {

        private final ByteBuffer bytes;
        private final ByteBuffer refusal;
        private @Nullable ByteBuffer decided;

        Answer(ByteBuffer bytes, ByteBuffer refusal) {
            this.bytes = bytes;
            this.refusal = refusal;
        }

        @Override
        public boolean senderWaits() {
            return true;
        }

        @Override
        public void acknowledge() {
            decided = bytes;
        }

        @Override
        public void refuse() {
            decided = refusal;
        }
    }
}

package io.wardkeep.driver.message;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes into JSON messages: a message begins with a bracket and ends with the bracket that closes it, or, if it
 * never does, with its line.
 */
public final class MessageSession implements DriverSession {

    private static final int BUFFER_BYTES_START = 1_024;
    private static final int SKIPPED_MAX = 1 << 30;

    private final char opening;
    private final char closing;
    private final MessageParser parser;
    private byte[] message = new byte[BUFFER_BYTES_START];
    private int length;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private int skipped;
    private boolean overlong;

    private MessageSession(char opening, char closing, MessageParser parser) {
        this.opening = opening;
        this.closing = closing;
        this.parser = parser;
    }

    /** For messages that are objects. */
    public static MessageSession ofStructures(MessageParser parser) {
        return new MessageSession('{', '}', parser);
    }

    /** For messages that are arrays. */
    public static MessageSession ofSequences(MessageParser parser) {
        return new MessageSession('[', ']', parser);
    }

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            byte octet = bytes.get();
            if (octet == '\n' || octet == '\r') {
                lineEnded(events);
            } else if (overlong || length == 0 && octet != opening) {
                skip(octet);
            } else {
                append(octet, nowMillis, events);
            }
        }
    }

    /** Messages have no time-outs. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void skip(byte octet) {
        if (octet != ' ' && octet != '\t' && skipped < SKIPPED_MAX) {
            skipped++;
        }
    }

    private void append(byte octet, long nowMillis, Consumer<DriverEvent> events) {
        if (length == ObservationMessage.BYTES_MAX) {
            overlong = true;
            skipped = length + 1;
            length = 0;
            return;
        }
        if (length == message.length) {
            message = Arrays.copyOf(message, length * 2);
        }
        message[length++] = octet;
        if (closes(octet)) {
            reportSkipped("unsynchronised", events);
            parser.parse(ByteBuffer.wrap(message, 0, length), nowMillis)
                    .events()
                    .forEach(events);
            begin();
        }
    }

    /** Counts brackets outside strings; true for the one that closes the message. */
    private boolean closes(byte octet) {
        if (inString) {
            inString = escaped || octet != '"';
            escaped = !escaped && octet == '\\';
            return false;
        }
        if (octet == '"') {
            inString = true;
        } else if (octet == opening) {
            depth++;
        } else if (octet == closing) {
            depth--;
        }
        return depth == 0;
    }

    private void lineEnded(Consumer<DriverEvent> events) {
        if (length > 0) {
            skipped += length;
            reportSkipped("json-truncated", events);
        } else {
            reportSkipped(overlong ? "overlong" : "unsynchronised", events);
        }
        overlong = false;
        begin();
    }

    private void begin() {
        length = 0;
        depth = 0;
        inString = false;
        escaped = false;
    }

    private void reportSkipped(String reason, Consumer<DriverEvent> events) {
        if (skipped > 0) {
            events.accept(new DriverEvent.Malformed(reason, skipped));
            skipped = 0;
        }
    }
}

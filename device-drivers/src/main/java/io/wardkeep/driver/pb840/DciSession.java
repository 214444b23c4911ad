package io.wardkeep.driver.pb840;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Asks for the long report and understands it. */
final class DciSession implements DriverSession {

    static final long INTERVAL_MILLIS = 2_000;

    private static final long TIMEOUT_MILLIS = 3_000;
    private static final int LINE_BYTES_MAX = 2_048;
    private static final String SEND_LONG_REPORT = "SNDF\r";
    private static final String RESET_INPUT = "RSET\r";

    private final Lines lines = new Lines(LINE_BYTES_MAX);
    private final DciReport report = new DciReport();
    private final DciValues values = new DciValues();
    /** A line that is opened in the middle is no error. */
    private boolean anyLineEnded;

    private boolean asked;
    private boolean answered;
    private long askedMillis;
    private long heardMillis;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        if (bytes.hasRemaining()) {
            heardMillis = nowMillis;
        }
        while (bytes.hasRemaining()) {
            switch (lines.put(bytes.get())) {
                case PENDING -> {
                    // The line goes on.
                }
                case LINE -> ended(nowMillis, events);
                case OVERLONG -> {
                    anyLineEnded = true;
                    events.accept(new DriverEvent.Malformed("overlong", lines.length()));
                }
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (!asked || answered && nowMillis - askedMillis >= INTERVAL_MILLIS) {
            ask(nowMillis, events);
        } else if (!answered && nowMillis - Math.max(askedMillis, heardMillis) >= TIMEOUT_MILLIS) {
            events.accept(transmit(RESET_INPUT));
            ask(nowMillis, events);
        }
    }

    private void ask(long nowMillis, Consumer<DriverEvent> events) {
        asked = true;
        answered = false;
        askedMillis = nowMillis;
        events.accept(transmit(SEND_LONG_REPORT));
    }

    private static DriverEvent transmit(String command) {
        return new DriverEvent.Transmit(ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
    }

    private void ended(long nowMillis, Consumer<DriverEvent> events) {
        String wrong = report.read(lines.bytes(), lines.length());
        if (wrong.isEmpty()) {
            values.report(report, nowMillis, events);
            answered = true;
        } else if (anyLineEnded) {
            events.accept(new DriverEvent.Malformed(wrong, lines.length()));
        }
        anyLineEnded = true;
    }
}

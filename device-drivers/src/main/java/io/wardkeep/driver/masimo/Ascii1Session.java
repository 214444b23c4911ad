package io.wardkeep.driver.masimo;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts bytes into lines and hands whole lines on. */
final class Ascii1Session implements DriverSession {

    /** Longer than any known model's line. */
    private static final int LINE_BYTES_MAX = 400;

    private static final int OVERLONG_MAX = 1 << 30;

    private final StringBuilder line = new StringBuilder(LINE_BYTES_MAX);
    private final Ascii1Values values = new Ascii1Values();
    /** Bytes of an overlong line that were already given up. */
    private int overlong;
    /** A line that is opened in the middle is no error. */
    private boolean anyLineEnded;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            if (octet == '\n' || octet == '\r') {
                ended(nowMillis, events);
            } else if (overlong > 0 || line.length() == LINE_BYTES_MAX) {
                overlong = Math.min(overlong + 1, OVERLONG_MAX);
            } else {
                line.append((char) octet);
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void ended(long nowMillis, Consumer<DriverEvent> events) {
        if (line.isEmpty()) {
            return;
        }
        int length = line.length() + overlong;
        if (overlong > 0) {
            events.accept(new DriverEvent.Malformed("overlong", length));
        } else {
            report(Ascii1Line.parse(line.toString()), length, nowMillis, events);
        }
        line.setLength(0);
        overlong = 0;
        anyLineEnded = true;
    }

    private void report(Ascii1Line parsed, int length, long nowMillis, Consumer<DriverEvent> events) {
        switch (parsed) {
            case Ascii1Line.Readout readout -> values.report(readout, nowMillis, events);
            case Ascii1Line.Unreadable(String reason) -> {
                if (anyLineEnded) {
                    events.accept(new DriverEvent.Malformed(reason, length));
                }
            }
        }
    }
}

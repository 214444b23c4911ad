package io.wardkeep.driver.masimo;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts bytes into lines and hands whole lines on. */
final class Ascii1Session implements DriverSession {

    private static final int OVERLONG_MAX = 1 << 30;

    private final Ascii1Line line = new Ascii1Line();
    private final Ascii1Values values = new Ascii1Values();
    /** Bytes of an overlong line that were already given up. */
    private int overlong;
    /** A line that is opened in the middle is no error. */
    private boolean anyLineEnded;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            byte octet = bytes.get();
            if (octet == '\n' || octet == '\r') {
                ended(nowMillis, events);
            } else if (overlong > 0 || line.isFull()) {
                overlong = Math.min(overlong + 1, OVERLONG_MAX);
            } else {
                line.add(octet);
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void ended(long nowMillis, Consumer<DriverEvent> events) {
        if (line.length() == 0) {
            return;
        }
        if (overlong > 0) {
            events.accept(new DriverEvent.Malformed("overlong", line.length() + overlong));
        } else {
            String unreadable = line.read();
            if (unreadable.isEmpty()) {
                values.report(line, nowMillis, events);
            } else if (anyLineEnded) {
                events.accept(new DriverEvent.Malformed(unreadable, line.length()));
            }
        }
        line.clear();
        overlong = 0;
        anyLineEnded = true;
    }
}

package io.wardkeep.driver.pb840;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Understands the lines of the waveform port. */
final class BreathSession implements DriverSession {

    private static final int LINE_BYTES_MAX = 128;
    /** Larger steps of the breath's number are a ventilator that started anew. */
    private static final int LOST_BREATHS_MAX = 1_000;

    private static final int UNKNOWN = -1;

    private final Lines lines = new Lines(LINE_BYTES_MAX);
    private final BreathLine line = new BreathLine();
    private final BreathRun run = new BreathRun();
    /** A line, and a breath, that is opened in the middle is no error. */
    private boolean anyLineEnded;

    private boolean anyBreath;
    private boolean breathing;
    private int lastBreath = UNKNOWN;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            switch (lines.put(bytes.get())) {
                case PENDING -> {
                    // The line goes on.
                }
                case LINE -> {
                    report(nowMillis, events);
                    anyLineEnded = true;
                }
                case OVERLONG -> {
                    anyLineEnded = true;
                    events.accept(new DriverEvent.Malformed("overlong", lines.length()));
                }
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void report(long nowMillis, Consumer<DriverEvent> events) {
        BreathLine.Kind kind = line.read(lines.bytes(), lines.length());
        boolean measured = kind == BreathLine.Kind.SAMPLE || kind == BreathLine.Kind.HALF_SAMPLE;
        if (measured && !anyLineEnded) {
            // Whose first digits may be lost.
            return;
        }
        switch (kind) {
            case BREATH_BEGINS -> begin(line.breath(), events);
            case BREATH_ENDS -> {
                run.end(events);
                if (!breathing && anyBreath) {
                    events.accept(new DriverEvent.Malformed("breath-unbegun", lines.length()));
                }
                breathing = false;
                anyBreath = true;
            }
            case SAMPLE -> run.take(line.flow(), line.pressure(), nowMillis, events);
            case HALF_SAMPLE -> {
                run.take(line.flow(), line.pressure(), nowMillis, events);
                events.accept(new DriverEvent.Malformed("value-missing", lines.length()));
            }
            case RECORDERS_TIME -> {
                // Not the ventilator's: when it was recorded says nothing of now.
            }
            case UNREADABLE -> {
                run.end(events);
                if (anyLineEnded) {
                    events.accept(new DriverEvent.Malformed("line", lines.length()));
                }
            }
        }
    }

    private void begin(int breath, Consumer<DriverEvent> events) {
        run.end(events);
        if (breathing) {
            events.accept(new DriverEvent.Malformed("breath-unended", 0));
        }
        if (lastBreath != UNKNOWN) {
            int lost = breath - lastBreath - 1;
            if (lost > 0 && lost <= LOST_BREATHS_MAX) {
                events.accept(new DriverEvent.Malformed("lost-breath", 0));
            }
        }
        lastBreath = breath;
        breathing = true;
        anyBreath = true;
    }
}

package io.wardkeep.driver;

import java.util.function.Consumer;

/**
 * Finds frames of one length whose first byte alone has its top bit set. Nothing in such a frame tells whether it is
 * whole, so after anything that was no frame one frame is passed over before frames are believed again. Owned by one
 * session.
 */
public final class TopBitFrames {

    private static final int TOP_BIT = 0x80;
    private static final int SKIPPED_MAX = 256;

    private final int[] frame;
    private int held;
    private int skipped;
    private boolean everSynchronised;
    /** Something that was no frame stood before this one: it may be a part of it. */
    private boolean doubtful;
    /** Frames were lost since the last one that was believed. */
    private boolean gap;

    private boolean gapBefore;

    /** For frames of so many bytes. */
    public TopBitFrames(int frameBytes) {
        frame = new int[frameBytes];
    }

    /** Takes the next byte; true where it completes a frame that can be believed, which {@link #at} then gives. */
    public boolean add(byte next, Consumer<DriverEvent> events) {
        int octet = next & 0xFF;
        if ((octet & TOP_BIT) != 0) {
            // A frame cut short by the next one is given up as a whole.
            skip(held, events);
            held = 0;
        } else if (held == 0) {
            skip(1, events);
            return false;
        }
        frame[held++] = octet;
        if (held < frame.length) {
            return false;
        }
        held = 0;
        return isBelieved(events);
    }

    /** The {@code index}-th byte of the frame that was completed last, 0 to 255. */
    public int at(int index) {
        return frame[index];
    }

    /** Was anything given up between this frame and the one before it? */
    public boolean followsGap() {
        return gapBefore;
    }

    private void skip(int count, Consumer<DriverEvent> events) {
        if (count == 0) {
            return;
        }
        skipped += count;
        // A line opened in the middle of a frame leaves a part of it behind, and that is no error.
        doubtful |= everSynchronised || skipped >= frame.length;
        if (skipped >= SKIPPED_MAX) {
            report(skipped, events);
        }
    }

    private boolean isBelieved(Consumer<DriverEvent> events) {
        if (doubtful) {
            doubtful = false;
            report(skipped + frame.length, events);
            return false;
        }
        everSynchronised = true;
        skipped = 0;
        gapBefore = gap;
        gap = false;
        return true;
    }

    private void report(int bytes, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Malformed("unsynchronised", bytes));
        everSynchronised = true;
        skipped = 0;
        gap = true;
    }
}

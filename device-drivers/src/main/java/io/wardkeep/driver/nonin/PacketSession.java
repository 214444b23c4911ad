package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Finds frames of five bytes among bytes and packets of 25 among frames. Whatever breaks a frame breaks its packet,
 * because later frames could not be told apart any more; and where a frame was seen by chance, no packet follows.
 */
final class PacketSession implements DriverSession {

    private static final int FRAME_BYTES = FrameLayout.BYTES;
    private static final int SYNC = 0x01;
    /** Without a packet's first frame among so many, nothing is understood. */
    private static final int FRAMES_WITHOUT_SYNC_MAX = 2 * Packet.FRAMES;

    private static final int SKIPPED_MAX = FRAMES_WITHOUT_SYNC_MAX * FRAME_BYTES;
    private static final int AWAITING_SYNC = -1;

    private final FrameLayout layout;
    private final byte[] window = new byte[FRAME_BYTES];
    private final Packet packet = new Packet();
    private int held;
    private int skipped;
    private String skipReason = "";
    /** A line that is opened in the middle of a frame is no error. */
    private boolean everSynchronised;

    private int frame = AWAITING_SYNC;
    private int framesWithoutSync;

    PacketSession(FrameLayout layout) {
        this.layout = layout;
    }

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            window[held++] = bytes.get();
            if (held == FRAME_BYTES) {
                if (isFrame()) {
                    reportSkipped(events);
                    accept(nowMillis, events);
                    held = 0;
                } else {
                    skipOne(events);
                }
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private boolean isFrame() {
        return layout.begins(window) && ((window[0] + window[1] + window[2] + window[3]) & 0xFF) == (window[4] & 0xFF);
    }

    private void skipOne(Consumer<DriverEvent> events) {
        if (skipped == 0) {
            skipReason = layout.begins(window) ? "checksum" : "unsynchronised";
            giveUpPacket(events);
        }
        skipped++;
        System.arraycopy(window, 1, window, 0, FRAME_BYTES - 1);
        held = FRAME_BYTES - 1;
        if (skipped == SKIPPED_MAX) {
            everSynchronised = true;
            reportSkipped(events);
        }
    }

    private void reportSkipped(Consumer<DriverEvent> events) {
        if (skipped > 0 && everSynchronised) {
            events.accept(new DriverEvent.Malformed(skipReason, skipped));
        }
        skipped = 0;
    }

    private void giveUpPacket(Consumer<DriverEvent> events) {
        if (frame > 0) {
            packet.givenUp();
            events.accept(new DriverEvent.Malformed("partial-packet", frame * FRAME_BYTES));
        }
        frame = AWAITING_SYNC;
        framesWithoutSync = 0;
    }

    private void accept(long nowMillis, Consumer<DriverEvent> events) {
        int status = layout.status(window);
        if ((status & SYNC) != 0) {
            giveUpPacket(events);
            everSynchronised = true;
            packet.begin(nowMillis);
            frame = 0;
        } else if (frame == AWAITING_SYNC) {
            framesWithoutSync++;
            if (framesWithoutSync == FRAMES_WITHOUT_SYNC_MAX) {
                events.accept(new DriverEvent.Malformed("no-sync", framesWithoutSync * FRAME_BYTES));
                framesWithoutSync = 0;
            }
            return;
        }
        packet.put(frame++, status, layout.pleth(window), window[3] & 0xFF);
        if (frame == Packet.FRAMES) {
            frame = AWAITING_SYNC;
            framesWithoutSync = 0;
            packet.complete(nowMillis, events);
        }
    }
}

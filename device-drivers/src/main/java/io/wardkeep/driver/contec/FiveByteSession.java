package io.wardkeep.driver.contec;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.TopBitFrames;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Contec V5.0A and Berry BCI: the same five bytes with other meanings of three bits. */
final class FiveByteSession implements DriverSession {

    private static final int FRAME_BYTES = 5;
    private static final int STRENGTH = 0x0F;
    /** Contec: searching for too long. Berry: no signal. */
    private static final int NO_PULSE = 0x10;
    /** Contec: the saturation drops. Berry: the probe is not plugged in. */
    private static final int DROPPING_OR_UNPLUGGED = 0x20;

    private static final int PROBE = 0x10;
    private static final int SEARCHING = 0x20;
    private static final int RATE_TOP_BIT = 0x40;

    private final FingerStream stream;
    private final TopBitFrames frames = new TopBitFrames(FRAME_BYTES);
    private final FingerPacket packet = new FingerPacket();
    private final FingerValues values;

    FiveByteSession(FingerStream stream) {
        this.stream = stream;
        values = new FingerValues(stream);
    }

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            if (frames.add(bytes.get(), events)) {
                read();
                values.report(packet, frames.followsGap(), nowMillis, events);
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void read() {
        int state = frames.at(0);
        int bar = frames.at(2);
        boolean flagged = (state & DROPPING_OR_UNPLUGGED) != 0;
        packet.unplugged = stream.tellsUnplugged() && flagged;
        packet.warned = !stream.tellsUnplugged() && flagged;
        packet.sensorOff = packet.unplugged || (bar & PROBE) != 0;
        packet.doubted = (state & NO_PULSE) != 0 || (bar & SEARCHING) != 0 || FingerPacket.isWeak(state & STRENGTH);
        packet.pleth = stream.plethOf(frames.at(1));
        packet.rate = (bar & RATE_TOP_BIT) << 1 | frames.at(3);
        packet.saturation = frames.at(4);
    }
}

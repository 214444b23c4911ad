package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.driver.TopBitFrames;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Three or four bytes a second; the first has its top bit set, the others have not. */
final class ShortSession implements DriverSession {

    private final ShortFrame form;
    private final TopBitFrames frames;
    private final TechnicalStates conditions = new TechnicalStates();

    ShortSession(ShortFrame form) {
        this.form = form;
        frames = new TopBitFrames(form.bytes());
    }

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            if (frames.add(bytes.get(), events)) {
                complete(nowMillis, events);
            }
        }
    }

    /** The device speaks by itself and has no time-outs of its own. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Nothing to poll for; silence is judged by the port's owner.
    }

    private void complete(long nowMillis, Consumer<DriverEvent> events) {
        boolean outOfTrack = form.isOutOfTrack(frames);
        boolean sensorOff = form.isSensorOff(frames);
        form.report(frames, conditions, events);
        conditions.report(TechnicalCondition.SIGNAL_POOR, outOfTrack, events);
        int rate = (frames.at(0) & 0x03) << 7 | frames.at(1);
        events.accept(new DriverEvent.Measured(NoninValues.saturation(frames.at(2), sensorOff, outOfTrack, nowMillis)));
        events.accept(new DriverEvent.Measured(NoninValues.rate(rate, sensorOff, outOfTrack, nowMillis)));
    }
}

package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A conversation in frames on a serial line. */
final class SerialSession implements DriverSession {

    private final SerialFrame frame = new SerialFrame();
    private final Conversation conversation = new Conversation(SerialFrame::of);

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        for (frame.takeRun(bytes); bytes.hasRemaining(); frame.takeRun(bytes)) {
            switch (frame.take(bytes.get() & 0xFF)) {
                case NONE -> {
                    // Nothing yet.
                }
                case MESSAGE -> {
                    int length = frame.messageLength();
                    if (!conversation.heard(frame.bytes(), frame.messageFrom(), length, nowMillis, events)) {
                        events.accept(new DriverEvent.Malformed("message", length));
                    }
                }
                case LOST -> events.accept(new DriverEvent.Malformed(frame.reason(), frame.lost()));
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        conversation.ticked(nowMillis, events);
    }
}

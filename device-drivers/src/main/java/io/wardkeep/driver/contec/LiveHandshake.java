package io.wardkeep.driver.contec;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** All that is ever sent to a V7.0 device: stop and start of its live stream, and the word that keeps it going. */
final class LiveHandshake {

    private static final long LOST_MILLIS = 2_000;
    private static final long ALIVE_MILLIS = 5_000;
    private static final long NEVER = Long.MIN_VALUE;

    private static final int START_LIVE = 0xA1;
    private static final int STOP_LIVE = 0xA2;
    private static final int KEEP_ALIVE = 0xAF;

    private long heardMillis = NEVER;
    private long startedMillis = NEVER;
    private long aliveMillis = NEVER;

    /** A live packet came. */
    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (hasPassed(LOST_MILLIS, heardMillis, nowMillis)) {
            if (hasPassed(LOST_MILLIS, startedMillis, nowMillis)) {
                // A stream that the device still believes to be running would refuse to start.
                events.accept(command(STOP_LIVE));
                events.accept(command(START_LIVE));
                startedMillis = nowMillis;
                aliveMillis = nowMillis;
            }
        } else if (hasPassed(ALIVE_MILLIS, aliveMillis, nowMillis)) {
            events.accept(command(KEEP_ALIVE));
            aliveMillis = nowMillis;
        }
    }

    /** A clock that was set back has passed everything. */
    private static boolean hasPassed(long millis, long sinceMillis, long nowMillis) {
        return sinceMillis == NEVER || nowMillis < sinceMillis || nowMillis - sinceMillis >= millis;
    }

    /** Type 7D, the high bits of seven data bytes, the command and six zeros. */
    private static DriverEvent command(int command) {
        byte[] bytes = {
            0x7D,
            (byte) 0x81,
            (byte) command,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0x80
        };
        return new DriverEvent.Transmit(ByteBuffer.wrap(bytes));
    }
}

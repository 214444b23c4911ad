package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * What speaks for one driver and against it: the bytes of a line as a session of its own understands them. What the
 * session wants to send is not sent. Owned by whoever feeds it.
 */
final class Evidence {

    /** So many good frames make a driver credible. */
    static final int FRAMES_MIN = 4;

    /** Of the bytes that came, at most one in so many may have been given up. */
    private static final int MALFORMED_SHARE = 4;

    private final Driver driver;
    private final DriverSession session;
    private final Consumer<DriverEvent> take = this::take;
    private long bytes;
    private long frames;
    private long malformed;
    private long malformedBytes;
    private boolean good;

    Evidence(Driver driver) {
        this.driver = driver;
        this.session = driver.open();
    }

    Driver driver() {
        return driver;
    }

    /** One byte at a time, so that whatever says something is one frame, however the line was read. */
    void received(ByteBuffer one, long nowMillis) {
        bytes += one.remaining();
        good = false;
        session.received(one, nowMillis, take);
        if (good) {
            frames++;
        }
    }

    void ticked(long nowMillis) {
        session.ticked(nowMillis, take);
    }

    private void take(DriverEvent event) {
        if (event instanceof DriverEvent.Measured(var reading)) {
            good |= believable(reading);
        } else if (event instanceof DriverEvent.MeasuredByPart(var _, var reading)) {
            good |= believable(reading);
        } else if (event instanceof DriverEvent.Malformed(var _, int givenUp)) {
            malformed++;
            malformedBytes += givenUp;
        }
    }

    private static boolean believable(Reading reading) {
        return !(reading instanceof Observation observation) || observation.validity() != Validity.IMPLAUSIBLE;
    }

    /** It understood something, and most of what came. */
    boolean possible() {
        return frames > malformed && malformedBytes * MALFORMED_SHARE <= bytes;
    }

    boolean credible() {
        return frames >= FRAMES_MIN && possible();
    }

    long frames() {
        return frames;
    }

    long malformed() {
        return malformed;
    }

    @Override
    public String toString() {
        return driver.name() + " (" + frames + " good, " + malformed + " bad)";
    }
}

package io.wardkeep.driver.message;

import java.nio.ByteBuffer;

/** Understands the messages of one device, one after the other. Owned by one thread. */
@FunctionalInterface
public interface MessageParser {

    /**
     * Understands a message; never throws.
     *
     * @param payload consumed
     * @param nowMillis when it was read
     */
    ObservationMessage parse(ByteBuffer payload, long nowMillis);
}

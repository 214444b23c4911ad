package io.wardkeep.driver;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * One conversation with one device, from plugging in to unplugging: a state machine owned by the loop of its port. All
 * state is bounded. Times are milliseconds since 1970 of the gateway's monotonic-anchored clock, given by the caller.
 */
public interface DriverSession {

    /**
     * Bytes came. Consumes all of {@code bytes}; never throws, whatever they are.
     *
     * @param bytes what was read, any split
     * @param nowMillis when the read returned
     * @param events receives what follows from them, in order
     */
    void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events);

    /** Time passed: called at least every 100 ms; drives polls and time-outs. */
    void ticked(long nowMillis, Consumer<DriverEvent> events);
}

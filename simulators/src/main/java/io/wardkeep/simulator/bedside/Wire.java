package io.wardkeep.simulator.bedside;

/** A line on which a simulated device speaks. Owned by the loop of its device. */
public interface Wire extends AutoCloseable {

    /** Sends all of the bytes or none. Returns false where nobody listens or the line is full: then they are lost. */
    boolean send(byte[] bytes);

    /** Pulls the plug. Idempotent. */
    void unplug();

    /** Puts the plug back. Idempotent. */
    void plug();

    /** For people: where the other end is. */
    String place();

    /** Unplugs for good. */
    @Override
    void close();
}

package io.wardkeep.simulator.bedside;

/**
 * A way between a simulated device and its listener: a line, a connection or datagrams. Nothing here blocks. Owned by
 * the loop of its device.
 */
public interface Wire extends AutoCloseable {

    /**
     * Sends all of the bytes or none; where the wire carries datagrams, they are one. Returns false where nobody
     * listens or the line is full: then they are lost.
     */
    boolean send(byte[] bytes);

    /**
     * What the listener sent and was not given out before: on a line what is there by now, any split; where the wire
     * carries datagrams, the next one. Empty for nothing. Ask until it is empty.
     */
    byte[] receive();

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

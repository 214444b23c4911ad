package io.wardkeep.gateway.port;

/** What the sender of a message waits for. Called once, by the thread that owns the way to the sender. */
interface Acknowledgement {

    /** It may forget the message. */
    void acknowledge();

    /** It must send it again. */
    void refuse();
}

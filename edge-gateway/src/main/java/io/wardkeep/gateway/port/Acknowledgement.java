package io.wardkeep.gateway.port;

/** What the sender of a message waits for. Called on the event loop, once. */
interface Acknowledgement {

    /** It may forget the message. */
    void acknowledge();

    /** It must send it again. */
    void refuse();
}

package io.wardkeep.gateway.port;

/** What the sender of a message waits for. Called once, by the thread that owns the way to the sender. */
interface Acknowledgement {

    /** Does the sender keep the message until it hears of it? Otherwise what is not kept here is lost. */
    boolean senderWaits();

    /** It may forget the message. */
    void acknowledge();

    /** It must send it again. */
    void refuse();
}

package io.wardkeep.gateway.port;

import io.wardkeep.ward.record.AssignmentProposal;

/**
 * Where ports put what they heard. Called from every port's thread, so it must be safe to call from many at once, and
 * it must not block: a serial line does not wait and an event loop must not.
 */
public interface PortSink {

    /**
     * A device was heard. The sink decides later, from any thread, by exactly one call on {@link Delivery#receipt()}.
     */
    void delivered(Delivery delivery);

    /**
     * The admission system says who lies in a bed. The sink decides later, from any thread, by exactly one call on the
     * receipt.
     */
    void proposed(AssignmentProposal proposal, Receipt receipt);

    /** The way to a device opened or went. Said once for each change. */
    void changed(PortChange change);

    /** A port that chooses its driver by itself has found one, or has not. */
    void recognised(PortRecognition recognition);
}

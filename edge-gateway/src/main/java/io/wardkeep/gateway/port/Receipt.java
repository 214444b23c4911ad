package io.wardkeep.gateway.port;

/** Tells a port what became of a delivery: one call of one of the two methods, from any thread, once. */
public interface Receipt {

    /** For lines that nobody waits at. */
    Receipt IGNORED = new Receipt() {
        @Override
        public boolean senderWaits() {
            return false;
        }

        @Override
        public void durable() {
            // A serial line has no acknowledgement to give.
        }

        @Override
        public void refused() {
            // Nor anything to repeat: the readings are recorded as lost by whoever refused them.
        }
    };

    /** Does somebody keep what he said until he is told, so that he can say it again? */
    boolean senderWaits();

    /** Every reading of the delivery is on disk together with its mark, and whatever else followed from it. */
    void durable();

    /**
     * Nothing of the delivery was kept. A sender that waits keeps it and sends it again; what one that does not wait
     * had to say is gone, and whoever calls this has seen to it that its readings are recorded as lost.
     */
    void refused();
}

package io.wardkeep.gateway.port;

/** Tells a port what became of a delivery: one call of one of the two methods, from any thread, once. */
public interface Receipt {

    /** For lines that nobody waits at. */
    Receipt IGNORED = new Receipt() {
        @Override
        public void durable() {
            // A serial line has no acknowledgement to give.
        }

        @Override
        public void refused() {
            // Nor anything to repeat: the readings are recorded as lost by whoever refused them.
        }
    };

    /** Every reading of the delivery is on disk together with its mark, and whatever else followed from it. */
    void durable();

    /**
     * Nothing of the delivery was kept and nothing was recorded as lost: the sender keeps it and sends it again. Only
     * for deliveries whose sender waits.
     */
    void refused();
}

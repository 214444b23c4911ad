package io.wardkeep.ward;

/**
 * Why observations that had a sequence number do not exist. The order is part of the stored form: add at the end only.
 */
public enum LossReason {
    /** The disk had no room. */
    DISK_FULL,
    /** Older than the retention that the ward configured, and not yet acknowledged by the hub. */
    RETENTION,
    /** The journal could not keep up and the source cannot wait. */
    OVERLOAD,
    /** A stored body failed its check and no other replica had it. */
    DAMAGED,
    /** Minted, but the process ended before it was durable. */
    UNCLEAN_STOP;

    /** Was the loss minted as one? Of the others there were readings once. */
    public boolean isMinted() {
        return switch (this) {
            case DISK_FULL, OVERLOAD, UNCLEAN_STOP -> true;
            case RETENTION, DAMAGED -> false;
        };
    }
}

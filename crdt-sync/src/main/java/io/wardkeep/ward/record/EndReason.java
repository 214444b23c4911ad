package io.wardkeep.ward.record;

/** Why an episode is over. The order is part of the stored form: add at the end only. */
public enum EndReason {
    /** The condition no longer holds: judged from data, never assumed. */
    RESOLVED,
    /** Somebody with the right to do so switched the condition off. */
    DISABLED,
    /** What it was about is no longer configured: the device or the port was taken away on purpose. */
    REMOVED
}

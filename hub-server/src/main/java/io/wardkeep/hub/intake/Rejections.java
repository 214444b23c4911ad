package io.wardkeep.hub.intake;

import io.wardkeep.sync.SyncEnd;

/**
 * What of a gateway was not accepted, since the hub's start.
 *
 * @param count how many sessions ended because of what it said
 * @param last how the last of them ended, while no later one has run; empty when all is well
 */
record Rejections(long count, String last) {

    static final Rejections NONE = new Rejections(0, "");

    /** After one more end of a session. */
    Rejections after(SyncEnd end) {
        return switch (end.reason()) {
            case MALFORMED, VIOLATION, FORKED, IDENTITY_REGRESSED ->
                new Rejections(count + 1, end.reason() + ": " + end.detail());
            case STOPPING, CUT, SILENT, VERSION, NOTHING_SHARED, STORE_FAILED, REPLACED, DENIED -> this;
        };
    }

    /** After a session came to run. */
    Rejections healed() {
        return new Rejections(count, "");
    }
}

package io.wardkeep.ward.view;

import org.jspecify.annotations.Nullable;

/**
 * A gateway's health, as far as it was checked: what is not known is null, never zero or fine.
 *
 * @param name what people call the box
 * @param site its 128-bit site id
 * @param ward whose devices it hears
 * @param link can it and the hub hear each other?
 * @param since when {@code link} became that, epoch milliseconds
 * @param lagMillis how far the other side is behind
 * @param backlog observations that the other side does not have yet
 * @param diskDays for how many days its disk lasts, or null
 * @param clockOffsetMillis its clock against the hub's, or null
 * @param certificateUntil when its certificate expires, epoch milliseconds, or null
 * @param observations held
 * @param lost declared lost
 * @param duplicates received again and dropped
 * @param complete is every sequence up to the newest either held or declared lost?
 * @param rejected sync sessions that ended because of what this box said, since the hub's start
 * @param trouble why what it writes is not accepted now: it was restored or cloned, or speaks against the rules; or
 *     null
 */
public record GatewayView(
        String name,
        String site,
        String ward,
        Link link,
        long since,
        long lagMillis,
        long backlog,
        @Nullable Double diskDays,
        @Nullable Long clockOffsetMillis,
        @Nullable Long certificateUntil,
        long observations,
        long lost,
        long duplicates,
        boolean complete,
        long rejected,
        @Nullable String trouble) {

    /** Contact between a gateway and the hub. */
    public enum Link {
        /** Heard lately. */
        LIVE,
        /** Not heard. */
        LOST
    }
}

package io.wardkeep.hub.view;

import io.wardkeep.ward.WardId;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * How a gateway's link is, as the intake knows it.
 *
 * @param site the box
 * @param name what people call it
 * @param wards whose devices it hears
 * @param live is it heard now?
 * @param sinceMillis when {@code live} became what it is
 * @param lagMillis for how long we have lacked something that it has
 * @param backlog how many entries it has that we have not
 * @param clockOffsetMillis its clock minus ours
 * @param certificateUntil when its certificate ends, epoch milliseconds
 * @param rejected how many sessions ended because of what it said
 * @param trouble why nothing of it is accepted now; empty when all is well
 */
public record GatewayLink(
        UUID site,
        String name,
        Set<WardId> wards,
        boolean live,
        long sinceMillis,
        long lagMillis,
        long backlog,
        OptionalLong clockOffsetMillis,
        OptionalLong certificateUntil,
        long rejected,
        String trouble) {

    /** Copies. */
    public GatewayLink {
        wards = Set.copyOf(wards);
    }
}

package io.wardkeep.hub.enrolment;

import io.wardkeep.identity.PeerName;

/** Where enrolments are written down. Called on the worker that decides. */
public interface EnrolmentAudit {

    /**
     * A certificate was issued.
     *
     * @param what {@code enrolled} or {@code renewed}
     * @param box to whom
     */
    void issued(String what, PeerName box);

    /**
     * None was issued. Anybody on the network can bring this about, as often as they like.
     *
     * @param what {@code refused} or {@code failed}
     * @param who the address, or what was asked
     * @param reason why
     */
    void denied(String what, String who, String reason);
}

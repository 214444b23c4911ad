package io.wardkeep.hub.enrolment;

/** Where enrolments are written down. Called on the worker that decides. */
@FunctionalInterface
public interface EnrolmentAudit {

    /**
     * Writes down one request.
     *
     * @param what {@code enrolled}, {@code renewed} or {@code refused}
     * @param who the box's name, or its address where it gave none
     * @param detail the site that was certified, or why it was refused
     */
    void record(String what, String who, String detail);
}

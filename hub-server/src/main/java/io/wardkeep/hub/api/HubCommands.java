package io.wardkeep.hub.api;

import io.wardkeep.page.Decisions;

/**
 * What people at the console decide. Called on the API's event loop: returns at once. The stage completes after the
 * record's commit, on any thread; it fails only for a broken invariant. Every decision is in the audit of its ward, in
 * the same commit.
 */
public interface HubCommands extends Decisions {

    /** Writes into the audit what is no decision: a login, a look at a bed. Does not wait. */
    void audit(AuditNote note);

    /**
     * Something for the audit.
     *
     * @param ward whose; empty for the hub itself
     * @param who the person's name
     * @param role the person's role
     * @param what the act in a word or two
     * @param subject what it was done to; may be empty
     */
    record AuditNote(String ward, String who, String role, String what, String subject) {}
}

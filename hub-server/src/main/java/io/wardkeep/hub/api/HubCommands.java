package io.wardkeep.hub.api;

import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.LimitView;
import java.util.concurrent.CompletionStage;

/**
 * What people at the console decide. Called on the API's event loop: returns at once. The stage completes after the
 * record's commit, on any thread; it fails only for a broken invariant. Every decision is in the audit of its ward, in
 * the same commit.
 */
public interface HubCommands {

    /** A decision about an alert; an episode in a ward that the person may not see is unknown. */
    CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command);

    /** New limits. */
    CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command);

    /** Another patient in a bed. */
    CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command);

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

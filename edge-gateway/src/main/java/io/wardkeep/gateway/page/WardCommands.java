package io.wardkeep.gateway.page;

import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.LimitView;
import java.util.concurrent.CompletionStage;

/**
 * What the page asks the ward to do. Called on the page's event loop: returns at once. The stage completes after the
 * journal's commit, on any thread; it fails only for a broken invariant.
 */
public interface WardCommands {

    /** A decision about an alert. */
    CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command);

    /** New limits. */
    CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command);

    /** Another patient in a bed. */
    CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command);

    /** Writes into the audit chain what is no command: a login, a logout, a refused login. Does not wait. */
    void audit(String who, String role, String what);
}

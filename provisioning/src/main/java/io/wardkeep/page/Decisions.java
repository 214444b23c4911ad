package io.wardkeep.page;

import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.LimitView;
import java.util.concurrent.CompletionStage;

/**
 * What people decide at a page. Called on the server's event loop: returns at once. A stage completes after the commit,
 * on any thread; it fails only for a broken invariant.
 */
public interface Decisions {

    /** A decision about an alert. */
    CompletionStage<CommandOutcome<AlertView>> decide(AlertCommand command);

    /** New limits for one metric at one bed. */
    CompletionStage<CommandOutcome<LimitView>> setLimits(SetLimits command);

    /** Another patient in a bed, or none. */
    CompletionStage<CommandOutcome<AssignmentView>> assign(AssignBed command);
}

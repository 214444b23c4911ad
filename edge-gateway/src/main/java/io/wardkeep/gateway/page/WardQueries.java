package io.wardkeep.gateway.page;

import io.wardkeep.page.Health;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.view.AlertsView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.AuditView;
import io.wardkeep.ward.view.BedPageView;
import io.wardkeep.ward.view.CompletenessView;
import io.wardkeep.ward.view.HistoryView;
import io.wardkeep.ward.view.LimitsView;
import io.wardkeep.ward.view.PortsView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the page asks beyond what it is fed. Called on the page's event loop: returns at once. The stages complete on
 * any thread and fail when the answer cannot be had ({@code 503} with no details).
 */
public interface WardQueries {

    /** One bed's page; empty for an unknown bed. */
    CompletionStage<Optional<BedPageView>> bed(BedId bed);

    /**
     * A metric over time.
     *
     * @param bed where
     * @param code which metric
     * @param fromMillis epoch milliseconds, included
     * @param untilMillis epoch milliseconds, excluded
     * @param points at most so many
     */
    CompletionStage<Optional<HistoryView>> history(BedId bed, int code, long fromMillis, long untilMillis, int points);

    /** Also the alerts that are over, newest first, as far as kept. */
    CompletionStage<AlertsView> pastAlerts();

    /** A bed's limits; empty for an unknown bed. */
    CompletionStage<Optional<LimitsView>> limits(BedId bed);

    /** Who lies in a bed; empty for an unknown bed. */
    CompletionStage<Optional<AssignmentView>> assignment(BedId bed);

    /** The ledger of this box. */
    CompletionStage<CompletenessView> completeness();

    /** The newest {@code limit} entries of the audit. */
    CompletionStage<AuditView> audit(int limit);

    /** The ways to devices, as they were at most a second ago. */
    PortsView ports();

    /** Does the process do its work? Checked when asked. */
    Health live();

    /** Can it serve its ward? Checked when asked. */
    Health ready();

    /** All counters in Prometheus' text form. */
    String metrics();
}

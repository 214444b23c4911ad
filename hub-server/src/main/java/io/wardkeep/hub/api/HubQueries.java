package io.wardkeep.hub.api;

import io.wardkeep.page.Health;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.view.AlertsView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.AuditView;
import io.wardkeep.ward.view.BedPageView;
import io.wardkeep.ward.view.CompletenessView;
import io.wardkeep.ward.view.HistoryView;
import io.wardkeep.ward.view.LimitsView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the console asks beyond what it is fed. Called on the API's event loop: returns at once. The stages complete on
 * any thread and fail when the answer cannot be had.
 */
public interface HubQueries {

    /** One bed's page; empty for an unknown bed. */
    CompletionStage<Optional<BedPageView>> bed(BedId bed);

    /**
     * A metric over time, minimum and maximum kept; empty for an unknown bed.
     *
     * @param bed where
     * @param code which metric
     * @param fromMillis epoch milliseconds, included
     * @param untilMillis epoch milliseconds, excluded
     * @param points at most so many
     */
    CompletionStage<Optional<HistoryView>> history(BedId bed, int code, long fromMillis, long untilMillis, int points);

    /** Also the alerts that are over, as far as kept in memory. */
    CompletionStage<AlertsView> pastAlerts();

    /** A bed's limits; empty for an unknown bed. */
    CompletionStage<Optional<LimitsView>> limits(BedId bed);

    /** Who lies in a bed; empty for an unknown bed. */
    CompletionStage<Optional<AssignmentView>> assignment(BedId bed);

    /** The ledger. */
    CompletionStage<CompletenessView> completeness();

    /** The newest entries of the audit of these wards; {@code *} means all and the hub's own. */
    CompletionStage<AuditView> audit(java.util.Set<String> wards, int limit);

    /** Does the process do its work? Checked when asked. */
    CompletionStage<Health> live();

    /** Can it serve? Checked when asked. */
    CompletionStage<Health> ready();

    /** All counters in Prometheus' text form. */
    String metrics();
}

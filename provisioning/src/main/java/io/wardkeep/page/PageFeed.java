package io.wardkeep.page;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import java.util.List;

/**
 * The way of news to the pages. Callable from any thread; never blocks, never fails, bounded: where the pages are
 * slower than the wards, newer news replaces older, and curves are thinned.
 */
public interface PageFeed {

    /** A bed changed. A newer view of the same bed replaces one that was not yet shown. */
    void replaceBed(BedView bed);

    /** The alerts that are not over. A newer list replaces one that was not yet shown. */
    void replaceAlerts(List<AlertView> alerts);

    /** The open conflicts. A newer list replaces one that was not yet shown. */
    void replaceConflicts(List<ConflictView> conflicts);

    /** The gateways. A newer list replaces one that was not yet shown. */
    void replaceGateways(List<GatewayView> gateways);

    /** A run of samples; dropped when nobody looks or the pages are behind. */
    void offerWave(BedId bed, Waveform run);
}

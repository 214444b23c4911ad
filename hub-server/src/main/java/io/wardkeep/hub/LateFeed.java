package io.wardkeep.hub;

import io.wardkeep.hub.view.ViewSink;
import io.wardkeep.page.PageFeed;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the board to the consoles and the counters, which come after the board; before that, to nobody. */
final class LateFeed implements ViewSink {

    private volatile @Nullable PageFeed console;
    private volatile @Nullable HubMetrics metrics;

    void to(PageFeed feed) {
        console = feed;
    }

    void metrics(HubMetrics counters) {
        metrics = counters;
    }

    @Override
    public void bed(BedView bed) {
        PageFeed feed = console;
        if (feed != null) {
            feed.replaceBed(bed);
        }
    }

    @Override
    public void alerts(List<AlertView> alerts) {
        PageFeed feed = console;
        if (feed != null) {
            feed.replaceAlerts(alerts);
        }
        HubMetrics counters = metrics;
        if (counters != null) {
            counters.alerts(alerts);
        }
    }

    @Override
    public void conflicts(List<ConflictView> conflicts) {
        PageFeed feed = console;
        if (feed != null) {
            feed.replaceConflicts(conflicts);
        }
    }

    @Override
    public void gateways(List<GatewayView> gateways) {
        PageFeed feed = console;
        if (feed != null) {
            feed.replaceGateways(gateways);
        }
    }

    @Override
    public void wave(BedId bed, Waveform run) {
        PageFeed feed = console;
        if (feed != null) {
            feed.offerWave(bed, run);
        }
    }
}

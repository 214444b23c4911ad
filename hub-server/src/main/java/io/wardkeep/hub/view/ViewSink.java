package io.wardkeep.hub.view;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import java.util.List;

/** Who is told what changed. Called on the view loop; must not block. */
public interface ViewSink {

    /** A bed looks different. */
    void bed(BedView bed);

    /** The alerts that are not over. */
    void alerts(List<AlertView> alerts);

    /** The open conflicts. */
    void conflicts(List<ConflictView> conflicts);

    /** The gateways. */
    void gateways(List<GatewayView> gateways);

    /** A run of samples that was measured just now. */
    void wave(BedId bed, Waveform run);
}

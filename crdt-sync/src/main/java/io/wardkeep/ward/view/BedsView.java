package io.wardkeep.ward.view;

import java.util.List;

/**
 * All beds.
 *
 * @param time the server's clock, epoch milliseconds
 * @param site {@code ward} or {@code hub}
 * @param beds by name
 */
public record BedsView(long time, String site, List<BedView> beds) {

    /** Copies. */
    public BedsView {
        beds = List.copyOf(beds);
    }
}

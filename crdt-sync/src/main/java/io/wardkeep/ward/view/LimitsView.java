package io.wardkeep.ward.view;

import java.util.List;

/**
 * All limits of a bed.
 *
 * @param bed whose
 * @param limits by metric
 */
public record LimitsView(String bed, List<LimitView> limits) {

    /** Copies. */
    public LimitsView {
        limits = List.copyOf(limits);
    }
}

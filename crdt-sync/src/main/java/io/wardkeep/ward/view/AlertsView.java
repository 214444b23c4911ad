package io.wardkeep.ward.view;

import java.util.List;

/**
 * Alerts in the order of {@link AlertOrder}.
 *
 * @param alerts in that order
 */
public record AlertsView(List<AlertView> alerts) {

    /** Copies. */
    public AlertsView {
        alerts = List.copyOf(alerts);
    }
}

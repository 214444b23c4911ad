package io.wardkeep.driver;

import io.wardkeep.ward.AlertPriority;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Remembers which of a device's own alarms are on, so that a session says each once when it begins and once when it
 * ends. Owned by one session; as many entries as the protocol has alarms.
 */
public final class AlertStates {

    private final Set<String> present = new HashSet<>();

    /** None is on. */
    public AlertStates() {}

    /**
     * Says that an alarm began or is over, if that is news.
     *
     * @param id the device's own id or name of it
     * @param code context-free code of the metric meant, or 0
     * @param priority as the device gave it
     * @param physiological about the patient?
     * @param on is it on now?
     */
    public void report(
            String id,
            int code,
            AlertPriority priority,
            boolean physiological,
            boolean on,
            Consumer<DriverEvent> events) {
        if (on ? present.add(id) : present.remove(id)) {
            events.accept(new DriverEvent.DeviceAlert(id, code, priority, physiological, on));
        }
    }
}

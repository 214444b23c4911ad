package io.wardkeep.driver;

import io.wardkeep.ward.AlertPriority;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Remembers which of a device's own alarms are on, so that a session says each once when it begins, once when it ends,
 * and again when its priority changes. Owned by one session; as many entries as the protocol has alarms.
 */
public final class AlertStates {

    private final Map<String, AlertPriority> present = new HashMap<>();

    /** None is on. */
    public AlertStates() {}

    /**
     * Says that an alarm began, has another priority or is over, if that is news.
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
        if (on ? present.put(id, priority) != priority : present.remove(id) != null) {
            events.accept(new DriverEvent.DeviceAlert(id, code, priority, physiological, on));
        }
    }
}

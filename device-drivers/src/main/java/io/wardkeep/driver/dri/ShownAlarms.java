package io.wardkeep.driver.dri;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.AlertPriority;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The alarms on the monitor's screen: at most five texts with a colour. A text that comes is an alarm that begins, one
 * that goes is over, one whose colour changes is said again. Owned by one session.
 */
final class ShownAlarms {

    /** Five alarms behind a header; what follows them is reserved. */
    static final int BYTES = 10 + 5 * 98;

    private static final int FIRST_AT = 10;
    private static final int ALARMS = 5;
    private static final int ALARM_BYTES = 98;
    private static final int TEXT_BYTES = 80;
    private static final int COLOUR_AT = 82;
    private static final int YELLOW = 2;
    private static final int RED = 3;

    private Map<String, AlertPriority> shown = Map.of();

    void report(byte[] record, int at, Consumer<DriverEvent> events) {
        Map<String, AlertPriority> now = new LinkedHashMap<>();
        for (int alarm = 0; alarm < ALARMS; alarm++) {
            int from = at + FIRST_AT + alarm * ALARM_BYTES;
            String text = text(record, from);
            if (!text.isEmpty()) {
                now.merge(text, priority(LittleEndian.int16(record, from + COLOUR_AT)), ShownAlarms::higher);
            }
        }
        shown.forEach((text, priority) -> {
            if (!now.containsKey(text)) {
                events.accept(alert(text, priority, false));
            }
        });
        now.forEach((text, priority) -> {
            if (shown.get(text) != priority) {
                events.accept(alert(text, priority, true));
            }
        });
        shown = now;
    }

    private static DriverEvent.DeviceAlert alert(String text, AlertPriority priority, boolean present) {
        return new DriverEvent.DeviceAlert(text, 0, priority, priority != AlertPriority.LOW, present);
    }

    /** Red, yellow and white. A text in a colour that is not documented is still an alarm, of the lowest kind. */
    private static AlertPriority priority(int colour) {
        return switch (colour) {
            case RED -> AlertPriority.HIGH;
            case YELLOW -> AlertPriority.MEDIUM;
            default -> AlertPriority.LOW;
        };
    }

    private static AlertPriority higher(AlertPriority one, AlertPriority other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String text(byte[] record, int from) {
        int length = 0;
        while (length < TEXT_BYTES && record[from + length] != 0) {
            length++;
        }
        return new String(record, from, length, StandardCharsets.ISO_8859_1).strip();
    }
}

package io.wardkeep.driver.bcc;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.AlertPriority;
import java.util.function.Consumer;

/**
 * Which alarms of which pump are on: a bit for each of INA1 to INA16. The document gives them no priority: what stops
 * an infusion is forwarded as high, what announces that as medium, the rest as low. Owned by one session.
 */
final class PumpAlarms {

    static final int ALARMS = 16;

    private final int[] on = new int[Quadruple.PLACES];

    /** An alarm of a pump is on or not. */
    void report(int pump, int number, boolean present, Consumer<DriverEvent> events) {
        int bit = 1 << number - 1;
        if ((on[pump] & bit) != 0 != present) {
            on[pump] ^= bit;
            events.accept(alert(pump, number, present));
        }
    }

    /** A whole answer did not name the pump: it is not in the rack any more, and neither are its alarms. */
    void gone(int pump, Consumer<DriverEvent> events) {
        for (int number = 1; number <= ALARMS; number++) {
            report(pump, number, false, events);
        }
    }

    private static DriverEvent.DeviceAlert alert(int pump, int number, boolean present) {
        String id = PumpNames.of(pump) + "-" + name(number);
        return new DriverEvent.DeviceAlert(id, 0, priority(number), false, present);
    }

    private static String name(int number) {
        return switch (number) {
            case 1 -> "battery-empty";
            case 2 -> "syringe-empty";
            case 3 -> "pressure";
            case 4 -> "standby-ending";
            case 5 -> "standby-over";
            case 6 -> "cc";
            case 7 -> "volume-over";
            case 8 -> "time-over";
            case 9 -> "syringe";
            case 11 -> "battery-pre-alarm";
            case 12 -> "syringe-pre-alarm";
            case 13 -> "door";
            case 14 -> "drop";
            case 15 -> "air";
            case 16 -> "kvo-over";
            default -> "alarm-" + number;
        };
    }

    private static AlertPriority priority(int number) {
        return switch (number) {
            case 1, 2, 3, 7, 8, 9, 13, 14, 15, 16 -> AlertPriority.HIGH;
            case 5, 11, 12 -> AlertPriority.MEDIUM;
            default -> AlertPriority.LOW;
        };
    }
}

package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.AlertPriority;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The alarms of one code page: each answer holds all that are on. Forwarded under their number and the device's phrase,
 * with the priority that the device gives. Owned by one session.
 */
final class Alarms {

    private static final int RECORD_BYTES = 15;
    private static final int CODES = 256;
    private static final int PRIORITY_ZERO = 0x30;
    private static final int PRIORITY_MAX = 31;
    private static final int OFF = 0;

    private final int page;
    private final int[] priorityByCode = new int[CODES];
    private final int[] nowByCode = new int[CODES];
    private final String[] idByCode = new String[CODES];

    /** The alarms of code page 1 or 2. */
    Alarms(int page) {
        this.page = page;
        Arrays.fill(idByCode, "");
    }

    void report(Message answer, Consumer<DriverEvent> events) {
        if (answer.dataLength() % RECORD_BYTES != 0) {
            events.accept(new DriverEvent.Malformed("record-length", answer.length()));
            return;
        }
        for (int at = 0; at < answer.dataLength(); at += RECORD_BYTES) {
            int priority = answer.data(at) - PRIORITY_ZERO;
            int code = Text.hexadecimalPair(answer, at + 1);
            if (priority < 1 || priority > PRIORITY_MAX || code < 0) {
                events.accept(new DriverEvent.Malformed("alarm", RECORD_BYTES));
            } else {
                nowByCode[code] = priority;
                if (priorityByCode[code] == OFF) {
                    idByCode[code] = "cp" + page + "-" + hexadecimal(code) + " "
                            + spelt(Text.trimmed(answer, at + 3, RECORD_BYTES - 3));
                }
            }
        }
        for (int code = 0; code < CODES; code++) {
            if (nowByCode[code] != priorityByCode[code]) {
                int told = nowByCode[code] == OFF ? priorityByCode[code] : nowByCode[code];
                events.accept(alarm(code, told, nowByCode[code] != OFF));
                priorityByCode[code] = nowByCode[code];
            }
            nowByCode[code] = OFF;
        }
    }

    /** Words that do not fit into a phrase's twelve characters come as two of them. */
    private static String spelt(String phrase) {
        return phrase.replace("$&", "LOW").replace("\"#", "HIGH").replace("'@", "ALARM");
    }

    private DriverEvent alarm(int code, int priority, boolean present) {
        AlertPriority its =
                priority >= 26 ? AlertPriority.HIGH : priority >= 11 ? AlertPriority.MEDIUM : AlertPriority.LOW;
        int metric = page == 1 ? metricOf(code) : 0;
        return new DriverEvent.DeviceAlert(idByCode[code], metric, its, metric != 0 || isApnoea(code), present);
    }

    private boolean isApnoea(int code) {
        return page == 1 && code == 0x98;
    }

    /** What an alarm is about, of those that are about the patient; the rest is technical. */
    private static int metricOf(int code) {
        return switch (code) {
            case 0x10, 0x9A -> Quantity.PEAK_PRESSURE.metric().code();
            case 0x19, 0x9B -> Quantity.MINUTE_VOLUME.metric().code();
            case 0x90 -> Quantity.RATE.metric().code();
            case 0x27, 0x28 -> Quantity.CARBON_DIOXIDE.metric().code();
            case 0x07, 0x22 -> Quantity.SATURATION.metric().code();
            default -> 0;
        };
    }

    private static String hexadecimal(int code) {
        return String.valueOf(new char[] {
            Character.toUpperCase(Character.forDigit(code >> 4, 16)),
            Character.toUpperCase(Character.forDigit(code & 0xF, 16))
        });
    }
}

package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Metric;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of PCD-04 as the device's alarms: seven facets, known by the fifth number of OBX-4 (a sender that leaves it out
 * is read by attribute). One OBR is one report of one alarm, whose name is that of its first report (OBR-29), or its
 * own.
 */
final class AlarmRows {

    private static final int ID_BYTES_MAX = 80;

    private final Hl7Message message;
    private final Subject subject;
    private final MetricTable metrics = MetricTable.standard();
    private String id = "";
    private boolean open;
    private boolean over;
    private boolean reset;
    private boolean lasting;
    private boolean technical;
    private int code;
    private AlertPriority priority = AlertPriority.LOW;
    private int understood;

    AlarmRows(Hl7Message message, Subject subject) {
        this.message = message;
        this.subject = subject;
    }

    /** A message begins: nothing of the one before is left. */
    void begin() {
        open = false;
        id = "";
        understood = 0;
        report();
    }

    private void report() {
        over = false;
        reset = false;
        lasting = false;
        technical = false;
        code = 0;
        priority = AlertPriority.LOW;
    }

    /** OBR is the current segment. */
    void ordered(Consumer<DriverEvent> events) {
        end(events);
        report();
        boolean parent = message.component(29, 2) && message.subcomponent(1)
                || message.component(29, 1) && message.subcomponent(1);
        id = parent || message.component(3, 1) ? message.text(ID_BYTES_MAX, subject.charset()) : "";
    }

    /** Was an alarm named? Asked after {@link #end}. */
    boolean understood() {
        return understood > 0;
    }

    /** A row is the current segment. */
    void row(Consumer<DriverEvent> events) {
        int facet = facet();
        if (facet == 0) {
            return;
        }
        if (!open) {
            subject.say(events);
            open = true;
        }
        flags();
        switch (facet) {
            case 1 -> technical |= message.field(2) && message.equal("CWE");
            case 2 -> source();
            case 3 -> {
                over |= message.field(5) && message.equal("end");
                reset |= message.field(5) && message.equal("reset");
            }
            case 4 -> {
                over |= message.field(5) && message.equal("inactive");
                lasting |= message.field(5) && (message.equal("active") || message.equal("latched"));
            }
            case 6 -> priority();
            case 7 -> {
                if (message.field(5)) {
                    technical = message.equal("ST");
                }
            }
            default -> {
                // Inactivation silences a sound at the device; text is for people who stand before it.
            }
        }
    }

    /** The rows of a report are over. */
    void end(Consumer<DriverEvent> events) {
        if (!open) {
            return;
        }
        open = false;
        if (id.isEmpty()) {
            events.accept(new DriverEvent.Malformed("alarm-id", 0));
            return;
        }
        understood++;
        // A reset ends an alarm, unless the same report says that it goes on.
        boolean ended = over || reset && !lasting;
        events.accept(new DriverEvent.DeviceAlert(id, code, priority, !technical, !ended));
    }

    /** 1 to 8, or 0 for a row of a device. */
    private int facet() {
        if (message.field(4)) {
            int points = 0;
            int last = message.from;
            for (int at = message.from; at < message.until; at++) {
                if (message.bytes[at] == '.') {
                    points++;
                    last = at + 1;
                }
            }
            if (points == 4 && message.until - last == 1) {
                int facet = message.bytes[last] - '0';
                return facet >= 1 && facet <= 8 ? facet : 0;
            }
        }
        return byAttribute();
    }

    private int byAttribute() {
        if (!message.component(3, 2)) {
            return 0;
        }
        if (message.equal("MDC_ATTR_ALERT_SOURCE")) {
            return 2;
        }
        if (message.equal("MDC_ATTR_EVENT_PHASE")) {
            return 3;
        }
        if (message.equal("MDC_ATTR_ALARM_STATE") || message.equal("MDC_ATTR_ALERT_STATE")) {
            return 4;
        }
        if (message.equal("MDC_ATTR_ALARM_PRIORITY")) {
            return 6;
        }
        return message.equal("MDC_ATTR_ALERT_TYPE") ? 7 : 0;
    }

    /** Earlier editions say priority and type in OBX-8. */
    private void flags() {
        if (message.repeats(8, "PH")) {
            priority = AlertPriority.HIGH;
        } else if (message.repeats(8, "PM")) {
            priority = AlertPriority.MEDIUM;
        }
        technical |= message.repeats(8, "ST");
    }

    /** The metric itself, or the attribute whose value names it. */
    private void source() {
        @Nullable Metric metric = metrics.coded(message, 3);
        if (metric == null) {
            metric = metrics.coded(message, 5);
        }
        code = metric == null ? 0 : metric.code();
    }

    private void priority() {
        if (!message.field(5)) {
            return;
        }
        if (message.equal("PH")) {
            priority = AlertPriority.HIGH;
        } else if (message.equal("PM")) {
            priority = AlertPriority.MEDIUM;
        } else if (message.equal("PL") || message.equal("PN")) {
            priority = AlertPriority.LOW;
        }
    }
}

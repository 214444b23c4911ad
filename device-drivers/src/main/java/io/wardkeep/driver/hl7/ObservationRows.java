package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.LeftOutNames;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of PCD-01 as observations. When something was measured is said by the device's clock; how long ago that is, is
 * reckoned by the same clock from MSH-7, so that a clock that is wrong does not matter. Of several channels with one
 * code one gives it; what the others measured says which channel it is of.
 */
final class ObservationRows {

    /** The oldest value that is still shown as what the device shows now: a pressure that is taken twice a day. */
    static final long AGE_MILLIS_MAX = 24 * 60 * 60 * 1_000L;

    private static final int MODEL_BYTES_MAX = 100;

    private final Hl7Message message;
    private final Subject subject;
    private final MetricTable metrics = MetricTable.standard();
    private final LeftOutNames leftOut = new LeftOutNames();
    private final Channels channels = new Channels();
    private long nowMillis;
    private long sentMillis;
    private long orderMillis;
    private int zoneMinutes;
    private int valued;
    private int used;

    ObservationRows(Hl7Message message, Subject subject) {
        this.message = message;
        this.subject = subject;
    }

    /** The header is the current segment. */
    void begin(long now) {
        nowMillis = now;
        zoneMinutes = message.field(7) ? message.zoneMinutes() : 0;
        sentMillis = message.field(7) ? message.time(zoneMinutes) : Reading.NO_DEVICE_TIME;
        orderMillis = sentMillis;
        valued = 0;
        used = 0;
    }

    /** OBR is the current segment. */
    void ordered() {
        orderMillis = message.field(7) ? message.time(zoneMinutes) : sentMillis;
    }

    /** Was anything of it understood, or was there nothing to be? */
    boolean understood() {
        return used > 0 || valued == 0;
    }

    /** A row is the current segment. */
    void row(Consumer<DriverEvent> events) {
        if (message.component(3, 2) && message.equal("MDC_ATTR_ID_MODEL") && message.field(5)) {
            subject.say(events);
            message.field(5);
            events.accept(new DriverEvent.Identity(message.text(MODEL_BYTES_MAX, subject.charset()), "", ""));
            return;
        }
        boolean number = message.field(2) && (message.equal("NM") || message.equal("SN"));
        boolean valuedRow = number || message.field(2) && message.field(5);
        if (!valuedRow) {
            return;
        }
        valued++;
        @Nullable Metric metric = metrics.coded(message, 3);
        subject.say(events);
        if (number && metric != null && MetricTable.hasNumbers(metric)) {
            used++;
            value(metric, events);
        } else {
            leftOut.leaveOut(name(), events);
        }
    }

    /** What the sender calls what is measured. */
    private String name() {
        boolean named = message.component(3, 2) || message.component(3, 1);
        return named ? message.text(LeftOutNames.NAME_BYTES_MAX, subject.charset()) : "unnamed";
    }

    private void value(Metric metric, Consumer<DriverEvent> events) {
        @Nullable Validity validity = validity();
        if (validity == null) {
            leftOut.leaveOut("withdrawn " + name(), events);
            return;
        }
        long told = message.field(14) ? message.time(zoneMinutes) : orderMillis;
        long age = told == Reading.NO_DEVICE_TIME || sentMillis == Reading.NO_DEVICE_TIME ? 0 : sentMillis - told;
        boolean believed = age >= 0 && age <= AGE_MILLIS_MAX;
        long measured = believed ? nowMillis - age : nowMillis;
        if (!validity.hasValue() || !message.field(5)) {
            Validity why = validity.hasValue() ? Validity.INVALID : validity;
            say(Measurements.missing(metric, why, measured, told), events);
            return;
        }
        if (!metrics.inOwnUnit(message, 6, metric)) {
            leftOut.leaveOut(name() + " in " + unit(), events);
            return;
        }
        if (!number()) {
            events.accept(new DriverEvent.Malformed("number", message.segmentLength()));
            return;
        }
        Validity believable = believed ? validity : Validity.QUESTIONABLE;
        say(Measurements.value(metric, message.mantissa, message.scale, believable, measured, told), events);
    }

    private void say(Observation observation, Consumer<DriverEvent> events) {
        boolean gives = channels.gives(
                subject.device(),
                observation.code(),
                subject.channel(),
                observation.validity().hasValue(),
                nowMillis);
        events.accept(
                gives
                        ? new DriverEvent.Measured(observation)
                        : new DriverEvent.MeasuredByPart(subject.channelName(), observation));
    }

    /** NM is a number; SN one behind a comparator, which must then be none or {@code =}. */
    private boolean number() {
        if (message.field(2) && message.equal("SN")) {
            boolean exact = !message.component(5, 1) || message.equal("=");
            return exact && !message.component(5, 3) && message.component(5, 2) && message.number();
        }
        return message.field(5) && message.number();
    }

    /** By OBX-11 and OBX-8; null for a row that takes back what was said before. */
    private @Nullable Validity validity() {
        if (message.field(11)) {
            switch (message.bytes[message.from]) {
                case 'D', 'W' -> {
                    return null;
                }
                case 'X', 'N', 'I', 'O', 'S' -> {
                    return message.repeats(8, "BUSY") ? Validity.ONGOING : Validity.INVALID;
                }
                default -> {
                    // A result, whoever has looked at it.
                }
            }
        }
        if (!message.field(8)) {
            return Validity.VALID;
        }
        if (message.repeats(8, "BUSY")) {
            return Validity.ONGOING;
        }
        if (message.repeats(8, "INV")
                || message.repeats(8, "NAV")
                || message.repeats(8, "NI")
                || message.repeats(8, "OFF")
                || message.repeats(8, "CAL")
                || message.repeats(8, "TEST")
                || message.repeats(8, "DEMO")
                || message.repeats(8, "<")
                || message.repeats(8, ">")) {
            return Validity.INVALID;
        }
        boolean doubted = message.repeats(8, "QUES") || message.repeats(8, "EARLY");
        return doubted ? Validity.QUESTIONABLE : Validity.VALID;
    }

    private String unit() {
        boolean named = message.component(6, 2) || message.component(6, 1);
        return named ? message.text(LeftOutNames.NAME_BYTES_MAX, subject.charset()) : "no unit";
    }
}

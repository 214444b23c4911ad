package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/** What an alert says: what is violated, and by how much. For how long, the page adds: that changes every second. */
public final class AlertText {

    private AlertText() {}

    /** {@code *} to {@code ***} for physiological conditions, {@code !} to {@code !!!} for technical ones. */
    public static String marker(boolean physiological, AlertPriority priority) {
        return (physiological ? "*" : "!").repeat(priority.ordinal() + 1);
    }

    /**
     * The message of a condition.
     *
     * @param condition what is wrong, of whom
     * @param value the value that crossed, where there is one
     * @param limit what it crossed, where there is one
     * @param cause what the device calls its own alarm, where there is one
     */
    public static String of(
            ConditionKey condition, Optional<Decimal> value, Optional<Decimal> limit, Optional<String> cause) {
        String metric = condition.code() == 0 ? "" : MetricNames.label(condition.code());
        String device = condition.device().map(DeviceId::name).orElse("");
        return switch (condition.kind()) {
            case LIMIT_LOW -> violation(metric, value, " < ", limit, "low");
            case LIMIT_HIGH -> violation(metric, value, " > ", limit, "high");
            case DEVICE_PHYSIOLOGICAL ->
                words("Device alarm", metric, value.map(Decimal::toString).orElse(""), cause.orElse(""), from(device));
            case DEVICE_TECHNICAL -> words("Device fault", metric, cause.orElse(""), from(device));
            case SILENCE -> words("No data", from(device));
            case SENSOR_OFF -> metric.isEmpty() ? words("Sensor off", at(device)) : metric + " probe off";
            case PORT_GONE -> words("Port", device, "gone");
            case MALFORMED_FLOOD -> words("Unreadable data", from(device));
            case JOURNAL_TROUBLE -> "Storage fails: data may be lost";
            case DATA_LOST -> words("Data lost", from(device));
            case LIMITS_CONFLICT -> words(metric, "limits differ: the stricter holds");
            case LIMITS_CROSSED -> words(metric, "limits crossed: low is not below high");
            case NOT_SUPERVISED -> "Central not supervised";
            case IDENTITY_TROUBLE -> "Certificate refused or about to expire";
            case CLOCK_TROUBLE -> "Clock cannot be trusted";
            case BATTERY_LOW -> words("Battery low", at(device));
            case UNRECOGNISED -> words("Device", at(device), "not recognised");
            case REPLICA_FORKED -> "This box was restored or cloned";
        };
    }

    private static String violation(
            String metric, Optional<Decimal> value, String sign, Optional<Decimal> limit, String word) {
        if (value.isEmpty() || limit.isEmpty()) {
            return words(metric, word);
        }
        return metric + " " + value.get() + sign + limit.get();
    }

    private static String from(String device) {
        return device.isEmpty() ? "" : "from " + device;
    }

    private static String at(String device) {
        return device.isEmpty() ? "" : "at " + device;
    }

    private static String words(String... words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            if (!word.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(word);
            }
        }
        return text.toString();
    }
}

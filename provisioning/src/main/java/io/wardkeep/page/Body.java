package io.wardkeep.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.view.PatientView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request's body, field by field. Every wrong field is a {@link ProblemException} that names it; a field that decides
 * about a limit must be there, since leaving it out and meaning "none" must not look the same.
 */
public final class Body {

    private static final int TEXT_MAX = 200;
    private static final int SEEN_MAX = 64;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    private final JsonNode fields;

    private Body(JsonNode fields) {
        this.fields = fields;
    }

    /** The body of a request. */
    public static Body of(RoutingContext context) {
        Buffer buffer = context.body().buffer();
        if (buffer == null) {
            throw ProblemException.badRequest("the body is missing");
        }
        return new Body(Json.object(buffer.getBytes()));
    }

    /** The epoch that the person saw. */
    public long epoch() {
        JsonNode node = required("epoch");
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 1) {
            throw ProblemException.badRequest("\"epoch\" must be a whole number from 1");
        }
        return node.asLong();
    }

    /** A metric. */
    public int code() {
        JsonNode node = required("code");
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
            throw ProblemException.badRequest("\"code\" must be a metric's code");
        }
        return node.asInt();
    }

    /** Seconds of a pause, clamped to what is allowed; the whole allowed time where the field is missing. */
    public int pauseSeconds() {
        JsonNode node = fields.get("seconds");
        if (node == null || node.isNull()) {
            return AlertCommand.PAUSE_SECONDS_MAX;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 1) {
            throw ProblemException.badRequest("\"seconds\" must be a whole number from 1");
        }
        return (int) Math.min(node.asLong(), AlertCommand.PAUSE_SECONDS_MAX);
    }

    /** A limit: digits in a string or a number, or null for none; the field must be there. */
    public Optional<Decimal> limit(String name) {
        JsonNode node = required(name);
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node.isNumber()) {
            return Optional.of(decimal(name, node.decimalValue().toPlainString()));
        }
        return Optional.of(decimal(name, text(name, node)));
    }

    /** A delay in milliseconds, if it is there. */
    public Optional<Long> delay(String name) {
        JsonNode node = fields.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.asLong() < 0
                || node.asLong() > Limits.DELAY_MILLIS_MAX) {
            throw ProblemException.badRequest(
                    "\"" + name + "\" must be 0 to " + Limits.DELAY_MILLIS_MAX + " milliseconds");
        }
        return Optional.of(node.asLong());
    }

    /** A priority, if it is there. */
    public Optional<AlertPriority> priority() {
        JsonNode node = fields.get("priority");
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        for (AlertPriority priority : AlertPriority.values()) {
            if (node.isString() && priority.name().equals(node.asString())) {
                return Optional.of(priority);
            }
        }
        throw ProblemException.badRequest("\"priority\" must be HIGH, MEDIUM or LOW");
    }

    /** Whether a limit is judged, if it is there. */
    public Optional<Boolean> enabled() {
        JsonNode node = fields.get("enabled");
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            throw ProblemException.badRequest("\"enabled\" must be true or false");
        }
        return Optional.of(node.asBoolean());
    }

    /** The siblings that the person saw; the field must be there, empty is fine. */
    public List<String> seen() {
        JsonNode node = required("seen");
        if (!node.isArray() || node.size() > SEEN_MAX) {
            throw ProblemException.badRequest("\"seen\" must be a list of sibling ids");
        }
        List<String> seen = new ArrayList<>();
        for (JsonNode item : node) {
            seen.add(text("seen", item));
        }
        return seen;
    }

    /** The patient, or null for a free bed; the field must be there. */
    public Optional<PatientView> patient() {
        JsonNode node = required("patient");
        if (node.isNull()) {
            return Optional.empty();
        }
        if (!node.isObject() || node.get("label") == null) {
            throw ProblemException.badRequest("\"patient\" must be null or have a \"label\"");
        }
        String label = text("label", node.get("label"));
        if (label.isBlank()) {
            throw ProblemException.badRequest("\"label\" must not be empty");
        }
        JsonNode detail = node.get("detail");
        @Nullable String more = detail == null || detail.isNull() ? null : text("detail", detail);
        return Optional.of(new PatientView(label, more));
    }

    /** A text that must be there. */
    public String requiredText(String name) {
        return text(name, required(name));
    }

    /** A PIN, as the ward page calls it; {@code password} means the same, so that one page works with either side. */
    public String secret() {
        return requiredText(fields.has("pin") ? "pin" : fields.has("password") ? "password" : "pin");
    }

    private JsonNode required(String name) {
        JsonNode node = fields.get(name);
        if (node == null) {
            throw ProblemException.badRequest("\"" + name + "\" is missing");
        }
        return node;
    }

    private static String text(String name, JsonNode node) {
        if (!node.isString() || node.asString().length() > TEXT_MAX) {
            throw ProblemException.badRequest("\"" + name + "\" must be a text of at most " + TEXT_MAX + " characters");
        }
        return node.asString();
    }

    private static Decimal decimal(String name, String digits) {
        if (!NUMBER.matcher(digits).matches()) {
            throw ProblemException.badRequest("\"" + name + "\" must be a number like \"88\" or \"36.5\"");
        }
        return Decimal.of(new BigDecimal(digits));
    }
}

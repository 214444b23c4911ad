package io.wardkeep.driver.senml;

import io.wardkeep.driver.message.JsonText;
import io.wardkeep.driver.message.PartException;
import java.math.BigDecimal;
import java.util.Optional;

/** The base fields as they hold for a record and those behind it, until one of them is said anew. Owned by its pack. */
final class BaseFields {

    private String name = "";
    private String unit = "";
    private BigDecimal time = BigDecimal.ZERO;
    private Optional<BigDecimal> value = Optional.empty();

    /** Prepended to every name. */
    String name() {
        return name;
    }

    /** The unit of records without one; empty where there is none. */
    String unit() {
        return unit;
    }

    /** Seconds that are added to every time. */
    BigDecimal time() {
        return time;
    }

    /** Added to every number. */
    Optional<BigDecimal> value() {
        return value;
    }

    /** Takes over what a record says; where that is nonsense, nothing behind it has a meaning. */
    void take(JsonText json, int record) throws PartException {
        int told = json.member(record, "bn");
        if (isTold(json, told, JsonText.Kind.TEXT)) {
            name = json.text(told);
        }
        told = json.member(record, "bu");
        if (isTold(json, told, JsonText.Kind.TEXT)) {
            unit = json.text(told);
        }
        told = json.member(record, "bt");
        if (isTold(json, told, JsonText.Kind.NUMBER)) {
            time = json.number(told);
        }
        told = json.member(record, "bv");
        if (isTold(json, told, JsonText.Kind.NUMBER)) {
            value = Optional.of(json.number(told));
        }
    }

    private static boolean isTold(JsonText json, int token, JsonText.Kind kind) throws PartException {
        if (token != JsonText.ABSENT && json.kind(token) != kind) {
            throw new PartException("base");
        }
        return token != JsonText.ABSENT;
    }
}

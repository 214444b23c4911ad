package io.wardkeep.driver.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value of RFC 8259. */
sealed interface JsonValue {

    record Text(String text) implements JsonValue {}

    record Numeral(BigDecimal number) implements JsonValue {}

    record Truth(boolean truth) implements JsonValue {}

    record Nothing() implements JsonValue {}

    record Sequence(List<JsonValue> elements) implements JsonValue {}

    record Structure(Map<String, JsonValue> members) implements JsonValue {}
}

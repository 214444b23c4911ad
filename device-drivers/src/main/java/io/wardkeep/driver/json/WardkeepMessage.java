package io.wardkeep.driver.json;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.message.JsonText;
import io.wardkeep.driver.message.ObservationMessage;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads one message of ours: its number, its time, and then its parts. */
final class WardkeepMessage {

    private WardkeepMessage() {}

    /** Understands a message; never throws. */
    static ObservationMessage parse(ByteBuffer payload, long nowMillis) {
        return ObservationMessage.of(payload, JsonText.Kind.STRUCTURE, (json, _) -> read(json, nowMillis));
    }

    private static ObservationMessage read(JsonText message, long nowMillis) {
        List<DriverEvent> events = new ArrayList<>();
        OptionalLong id = id(message, message.member(JsonText.ROOT, "id"), events);
        OptionalLong time = time(message, message.member(JsonText.ROOT, "t"), events);
        MessageReader reader = new MessageReader(message, time, nowMillis, events);
        reader.values(message.member(JsonText.ROOT, "values"));
        reader.waves(message.member(JsonText.ROOT, "waves"));
        return new ObservationMessage(id, time.isPresent(), events);
    }

    private static OptionalLong id(JsonText message, int token, List<DriverEvent> events) {
        if (token == JsonText.ABSENT) {
            return OptionalLong.empty();
        }
        if (message.is(token, JsonText.Kind.NUMBER)) {
            try {
                return OptionalLong.of(message.number(token).longValueExact());
            } catch (ArithmeticException e) {
                // Said below, as for any other thing that is no number of a message.
            }
        }
        events.add(new DriverEvent.Malformed("id", 0));
        return OptionalLong.empty();
    }

    private static OptionalLong time(JsonText message, int token, List<DriverEvent> events) {
        if (token == JsonText.ABSENT) {
            return OptionalLong.empty();
        }
        if (message.is(token, JsonText.Kind.TEXT)) {
            try {
                return OptionalLong.of(
                        OffsetDateTime.parse(message.text(token)).toInstant().toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                // Said below, as for any other thing that is no time.
            }
        }
        events.add(new DriverEvent.Malformed("time", 0));
        return OptionalLong.empty();
    }
}

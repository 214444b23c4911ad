package io.wardkeep.driver.json;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One message of a device.
 *
 * @param id the device's number of this message, by which a repetition is known
 * @param timed did the message say when it was measured?
 * @param events the readings, and what was given up
 */
public record ObservationMessage(OptionalLong id, boolean timed, List<DriverEvent> events) {

    /** Longest message understood. */
    public static final int BYTES_MAX = 256 * 1_024;

    /** Most readings of one message. */
    public static final int READINGS_MAX = 4_096;

    /**
     * How old a message may call itself and be taken at its word: what a device keeps while the gateway restarts.
     * Beyond it the device's clock is taken to be wrong, and the gateway's time counts.
     */
    public static final long AGE_MILLIS_MAX = 15 * 60 * 1_000L;

    /** How far ahead of the gateway's clock a device's may be; its readings then count as of now. */
    public static final long AHEAD_MILLIS_MAX = 2_000;

    /** The token that is the whole message. */
    private static final int ROOT = 0;

    /** Takes over an unmodifiable copy of the events. */
    public ObservationMessage {
        events = List.copyOf(events);
    }

    /**
     * Understands a message; never throws.
     *
     * @param payload consumed
     * @param nowMillis when it was read
     */
    public static ObservationMessage parse(ByteBuffer payload, long nowMillis) {
        int length = payload.remaining();
        if (length > BYTES_MAX) {
            payload.position(payload.limit());
            return malformed("overlong", length);
        }
        try {
            CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(payload);
            JsonText message = JsonText.parse(characters.array(), characters.length());
            return message.is(ROOT, JsonText.Kind.STRUCTURE)
                    ? read(message, length, nowMillis)
                    : malformed("json-syntax", length);
        } catch (CharacterCodingException e) {
            payload.position(payload.limit());
            return malformed("json-encoding", length);
        } catch (JsonSyntaxException e) {
            return malformed(String.valueOf(e.getMessage()), length);
        }
    }

    private static ObservationMessage malformed(String reason, int bytes) {
        return new ObservationMessage(OptionalLong.empty(), false, List.of(new DriverEvent.Malformed(reason, bytes)));
    }

    private static ObservationMessage read(JsonText message, int length, long nowMillis) {
        List<DriverEvent> events = new ArrayList<>();
        OptionalLong id = id(message, message.member(ROOT, "id"), events);
        OptionalLong time = time(message, message.member(ROOT, "t"), events);
        MessageReader reader = new MessageReader(message, time, nowMillis, events);
        reader.values(message.member(ROOT, "values"));
        reader.waves(message.member(ROOT, "waves"));
        if (events.isEmpty()) {
            events.add(new DriverEvent.Malformed("empty", length));
        }
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

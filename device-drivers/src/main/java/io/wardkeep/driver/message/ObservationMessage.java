package io.wardkeep.driver.message;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /** Takes over an unmodifiable copy of the events. */
    public ObservationMessage {
        events = List.copyOf(events);
    }

    /** Makes a message of a JSON text. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Reads the text, whose root is of the kind that was wanted.
         *
         * @param json the message; its first token is {@link JsonText#ROOT}
         * @param length its bytes, for what is given up whole
         */
        ObservationMessage read(JsonText json, int length);
    }

    /**
     * Understands a message; never throws.
     *
     * @param payload consumed
     * @param root what the message as a whole must be
     * @param reader makes something of one that is
     */
    public static ObservationMessage of(ByteBuffer payload, JsonText.Kind root, Reader reader) {
        int length = payload.remaining();
        if (length > BYTES_MAX) {
            payload.position(payload.limit());
            return malformed("overlong", length);
        }
        try {
            CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(payload);
            JsonText json = JsonText.parse(characters.array(), characters.length());
            if (!json.is(JsonText.ROOT, root)) {
                return malformed("json-syntax", length);
            }
            ObservationMessage read = reader.read(json, length);
            return read.events().isEmpty() ? malformed("empty", length) : read;
        } catch (CharacterCodingException e) {
            payload.position(payload.limit());
            return malformed("json-encoding", length);
        } catch (JsonSyntaxException e) {
            return malformed(String.valueOf(e.getMessage()), length);
        }
    }

    /** A message of which nothing can be used. */
    public static ObservationMessage malformed(String reason, int bytes) {
        return new ObservationMessage(OptionalLong.empty(), false, List.of(new DriverEvent.Malformed(reason, bytes)));
    }

    /**
     * When something was measured, by the gateway's clock: as the device says, as far as it can be taken at its word.
     *
     * @param deviceMillis what the device says
     * @param nowMillis when it was read
     */
    public static long measuredMillis(long deviceMillis, long nowMillis) {
        boolean believed = deviceMillis <= nowMillis + AHEAD_MILLIS_MAX && deviceMillis >= nowMillis - AGE_MILLIS_MAX;
        return believed ? Math.min(deviceMillis, nowMillis) : nowMillis;
    }
}

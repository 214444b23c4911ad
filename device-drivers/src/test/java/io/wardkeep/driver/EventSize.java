package io.wardkeep.driver;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Waveform;

/** How many bytes of heap an event takes, rounded up: objects of 16 bytes and their fields, arrays and texts. */
final class EventSize {

    private static final int OBJECT_BYTES = 16;
    private static final int READING_BYTES = OBJECT_BYTES + 48;
    private static final int TEXT_BYTES = 2 * OBJECT_BYTES + 16;
    private static final int BUFFER_BYTES = 80;

    private EventSize() {}

    static long of(DriverEvent event) {
        return switch (event) {
            case DriverEvent.Measured(Observation _) -> OBJECT_BYTES + READING_BYTES;
            case DriverEvent.Measured(Waveform wave) ->
                OBJECT_BYTES + READING_BYTES + OBJECT_BYTES + (long) Integer.BYTES * wave.length();
            case DriverEvent.MeasuredByPart(var _, var reading) -> OBJECT_BYTES + of(new DriverEvent.Measured(reading));
            case DriverEvent.Technical _, DriverEvent.Malformed _ -> OBJECT_BYTES + 16;
            case DriverEvent.DeviceAlert alert -> OBJECT_BYTES + 24 + text(alert.id());
            case DriverEvent.Identity identity ->
                OBJECT_BYTES + 16 + text(identity.model()) + text(identity.serial()) + text(identity.firmware());
            case DriverEvent.LeftOut leftOut -> OBJECT_BYTES + 16 + text(leftOut.what());
            case DriverEvent.Transmit transmit ->
                OBJECT_BYTES + BUFFER_BYTES + transmit.bytes().remaining();
            case DriverEvent.Moved moved ->
                OBJECT_BYTES
                        + 40
                        + text(moved.place())
                        + text(moved.label())
                        + text(moved.detail())
                        + text(moved.event());
            case DriverEvent.Relayed relayed ->
                OBJECT_BYTES
                        + 16
                        + text(relayed.place())
                        + text(relayed.equipment())
                        + BUFFER_BYTES
                        + relayed.stranger().remaining();
            case DriverEvent.Acknowledge answer ->
                2 * OBJECT_BYTES
                        + 2L * BUFFER_BYTES
                        + answer.bytes().remaining()
                        + answer.refusal().remaining();
        };
    }

    private static long text(String text) {
        return TEXT_BYTES + 2L * text.length();
    }
}

package io.wardkeep.gateway.port;

import io.wardkeep.ward.DeviceId;
import java.util.List;
import java.util.Map;

/**
 * The marks of messages that were durable when the process started.
 *
 * @param byDevice oldest first
 */
public record MessageMarks(Map<DeviceId, List<MessageMark>> byDevice) {

    /** Nothing was durable. */
    public static final MessageMarks NONE = new MessageMarks(Map.of());

    /** Takes over an unmodifiable copy. */
    public MessageMarks {
        byDevice = Map.copyOf(byDevice);
    }

    List<MessageMark> of(DeviceId device) {
        return byDevice.getOrDefault(device, List.of());
    }
}

package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.List;
import java.util.Optional;

/**
 * What followed from one read of a line or from one message.
 *
 * @param device who was heard
 * @param bed where it stands, if it is assigned to a bed
 * @param events in the order in which the device said them; never empty
 * @param readNanos monotonic time at which the read returned: the start of the alert decision's time
 * @param readMillis the same moment, milliseconds since 1970
 * @param mark by what a repetition of this message is known; to be remembered in the same commit as the readings
 * @param receipt to be told what became of the readings
 */
public record Delivery(
        DeviceId device,
        Optional<BedId> bed,
        List<DriverEvent> events,
        long readNanos,
        long readMillis,
        Optional<MessageMark> mark,
        Receipt receipt) {

    /** Takes over an unmodifiable copy of the events. */
    public Delivery {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a delivery says something");
        }
    }

    /** Does somebody wait for the receipt, who keeps what he said and can say it again? */
    public boolean senderWaits() {
        return receipt.senderWaits();
    }
}

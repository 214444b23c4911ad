package io.wardkeep.gateway;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.journal.JournalEntry;
import io.wardkeep.gateway.journal.JournalInbox;
import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.PortChange;
import io.wardkeep.gateway.port.PortRecognition;
import io.wardkeep.gateway.port.PortSink;
import io.wardkeep.gateway.port.Receipt;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.record.AssignmentProposal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * From the ports' threads into the ward's inbox. When the ward cannot bear more, a source that can wait is told to come
 * again, and what a source that cannot wait had to say is counted and declared lost.
 */
final class PortIntake implements PortSink {

    private final WardInbox inbox;
    private final Map<DeviceId, Lost> lost = new HashMap<>();

    /** What a device said that the ward could not bear. */
    private record Lost(LongAdder readings, LongAdder alarms) {}

    PortIntake(WardInbox inbox, Iterable<DeviceId> devices) {
        this.inbox = inbox;
        devices.forEach(device -> lost.put(device, new Lost(new LongAdder(), new LongAdder())));
    }

    @Override
    public void delivered(Delivery delivery) {
        if (inbox.offerOrRefuse(new WardEvent.Heard(delivery))) {
            return;
        }
        if (!delivery.senderWaits()) {
            countLost(delivery);
        }
        delivery.receipt().refused();
    }

    private void countLost(Delivery delivery) {
        Lost counters = lost.get(delivery.device());
        if (counters == null) {
            throw new IllegalStateException("a delivery of " + delivery.device() + ", which is not configured");
        }
        delivery.events().forEach(event -> {
            if (event instanceof DriverEvent.Measured) {
                counters.readings.increment();
            } else if (event instanceof DriverEvent.DeviceAlert || event instanceof DriverEvent.Technical) {
                counters.alarms.increment();
            }
        });
    }

    @Override
    public void proposed(AssignmentProposal proposal, Receipt receipt) {
        if (!inbox.offerOrRefuse(new WardEvent.Proposed(proposal, receipt))) {
            receipt.refused();
        }
    }

    @Override
    public void changed(PortChange change) {
        inbox.addOrFail(new WardEvent.PortChanged(change));
    }

    @Override
    public void recognised(PortRecognition recognition) {
        inbox.addOrFail(new WardEvent.Recognised(recognition));
    }

    /** Declares what has been lost since the last call. On the ward's loop. */
    void declare(Ward ward, JournalInbox journal) {
        lost.forEach((device, counters) -> {
            long count = counters.readings.sumThenReset();
            if (count > 0
                    && !journal.offerOrRefuse(
                            new JournalEntry.Lost(ward.device(device).ordinal, count, LossReason.OVERLOAD, () -> {}))) {
                counters.readings.add(count);
            }
            for (long alarms = counters.alarms.sumThenReset(); alarms > 0; alarms--) {
                ward.device(device).refused("alarm-lost-in-overload");
            }
        });
    }
}

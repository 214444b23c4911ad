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
    private final Map<DeviceId, LongAdder> lost = new HashMap<>();

    PortIntake(WardInbox inbox, Iterable<DeviceId> devices) {
        this.inbox = inbox;
        devices.forEach(device -> lost.put(device, new LongAdder()));
    }

    @Override
    public void delivered(Delivery delivery) {
        if (inbox.offerOrRefuse(new WardEvent.Heard(delivery))) {
            return;
        }
        if (delivery.senderWaits()) {
            delivery.receipt().refused();
            return;
        }
        LongAdder counter = lost.get(delivery.device());
        if (counter == null) {
            throw new IllegalStateException("a delivery of " + delivery.device() + ", which is not configured");
        }
        delivery.events().forEach(event -> {
            if (event instanceof DriverEvent.Measured) {
                counter.increment();
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
        lost.forEach((device, counter) -> {
            long count = counter.sumThenReset();
            if (count > 0
                    && !journal.offerOrRefuse(
                            new JournalEntry.Lost(ward.device(device).ordinal, count, LossReason.OVERLOAD, () -> {}))) {
                counter.add(count);
            }
        });
    }
}

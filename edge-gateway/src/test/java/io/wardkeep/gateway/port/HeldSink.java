package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.AssignmentProposal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sink that keeps what ports say until a test takes it; receipts are the test's business. */
final class HeldSink implements PortSink {

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final List<Map.Entry<AssignmentProposal, Receipt>> proposals = new CopyOnWriteArrayList<>();
    private final BlockingQueue<PortChange> changes = new LinkedBlockingQueue<>();
    private final BlockingQueue<PortRecognition> recognitions = new LinkedBlockingQueue<>();

    @Override
    public void delivered(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void changed(PortChange change) {
        changes.add(change);
    }

    @Override
    public void recognised(PortRecognition recognition) {
        recognitions.add(recognition);
    }

    PortRecognition nextRecognition() throws InterruptedException {
        PortRecognition recognition = recognitions.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(recognition).as("a recognition").isNotNull();
        return recognition;
    }

    Delivery nextDelivery() throws InterruptedException {
        Delivery delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery").isNotNull();
        return delivery;
    }

    /** A delivery that is there, or null. */
    @Nullable Delivery poll() {
        return deliveries.poll();
    }

    PortChange nextChange() throws InterruptedException {
        PortChange change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(change).as("a change").isNotNull();
        return change;
    }

    @Override
    public void proposed(AssignmentProposal proposal, Receipt receipt) {
        proposals.add(Map.entry(proposal, receipt));
    }

    /** What has been proposed so far, and whom to tell what became of it. */
    List<Map.Entry<AssignmentProposal, Receipt>> proposals() {
        return List.copyOf(proposals);
    }

    boolean nothingWaits() {
        return deliveries.isEmpty();
    }

    /** What is lost when the process ends: everything that was taken and is not durable. */
    void forget() {
        deliveries.clear();
    }

    int waiting() {
        return deliveries.size();
    }

    /** The next waveform block, passing over everything else. */
    Waveform nextWaveform() throws InterruptedException {
        while (true) {
            for (DriverEvent event : nextDelivery().events()) {
                if (event instanceof DriverEvent.Measured(Waveform waveform)) {
                    return waveform;
                }
            }
        }
    }

    /** The next value of a metric, passing over everything else. */
    Observation nextObservation(int code) throws InterruptedException {
        while (true) {
            for (DriverEvent event : nextDelivery().events()) {
                if (event instanceof DriverEvent.Measured(Observation observation) && observation.code() == code) {
                    return observation;
                }
            }
        }
    }
}

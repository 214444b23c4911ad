package io.wardkeep.gateway;

import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.PortChange;
import io.wardkeep.gateway.port.PortRecognition;
import io.wardkeep.gateway.port.Receipt;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.record.AssignmentProposal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What crosses to the ward's loop. */
sealed interface WardEvent {

    /** A device was heard. */
    record Heard(Delivery delivery) implements WardEvent {}

    /**
     * The admission system says who lies in a bed.
     *
     * @param receipt is told when it is durable, or at once when it says nothing new
     */
    record Proposed(AssignmentProposal proposal, Receipt receipt) implements WardEvent {}

    /** A way to a device opened or went. */
    record PortChanged(PortChange change) implements WardEvent {}

    /** A port has found out which driver its device needs, or has not. */
    record Recognised(PortRecognition recognition) implements WardEvent {}

    /**
     * Rows of other replicas have become durable here.
     *
     * @param rows live now
     * @param gone dots of registers that are not, or no longer
     */
    record Joined(List<Row> rows, Map<StreamId, Ranges> gone) implements WardEvent {

        /** Copies. */
        public Joined {
            rows = List.copyOf(rows);
            gone = Map.copyOf(gone);
        }
    }

    /** A condition of the gateway itself is present or not. */
    record Stated(ConditionKey condition, boolean present) implements WardEvent {}

    /** Somebody asks the ward to do or to tell something. */
    record Asked(Consumer<Ward> question) implements WardEvent {}
}

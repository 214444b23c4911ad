package io.wardkeep.gateway;

import io.wardkeep.sync.Completeness;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.HistoryView;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the ward page asks of the journal. Any thread. */
interface WardArchive {

    /** A metric as measured by these devices over time. Fails when the journal cannot answer. */
    CompletionStage<HistoryView> history(
            Set<DeviceId> devices, int code, long fromMillis, long untilMillis, int points);

    /** How much is held of every stream. Fails when the journal cannot answer. */
    CompletionStage<Completeness> completeness();
}

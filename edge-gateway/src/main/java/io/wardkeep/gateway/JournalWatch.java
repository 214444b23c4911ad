package io.wardkeep.gateway;

import io.wardkeep.gateway.journal.JournalHealth;
import io.wardkeep.gateway.journal.JournalTrouble;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.ConditionKey;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the journal's troubles into the ward's alert condition. On the store's thread. */
final class JournalWatch implements JournalHealth {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);

    private final WardInbox inbox;
    private final Set<JournalTrouble> troubles = EnumSet.noneOf(JournalTrouble.class);
    private volatile boolean trouble;

    JournalWatch(WardInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public void troubleBegan(JournalTrouble which, String detail) {
        LOG.warn("journal trouble began: {}: {}", which, detail);
        troubles.add(which);
        tell();
    }

    @Override
    public void troubleEnded(JournalTrouble which) {
        LOG.info("journal trouble over: {}", which);
        troubles.remove(which);
        tell();
    }

    /** Is there any now? Any thread. */
    boolean troubled() {
        return trouble;
    }

    private void tell() {
        trouble = !troubles.isEmpty();
        inbox.addOrFail(new WardEvent.Stated(ConditionKey.gateway(AlertKind.JOURNAL_TROUBLE), trouble));
    }
}

package io.wardkeep.hub;

import io.wardkeep.hub.enrolment.EnrolmentAudit;
import io.wardkeep.hub.record.LocalWrite;
import io.wardkeep.hub.record.StoreLoop;
import io.wardkeep.identity.PeerName;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.Author;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who got a certificate, in the audit of the box's ward; of the hub, where it has none. What was refused is only
 * logged: whoever reaches the port could fill the record with it.
 */
final class EnrolmentRecord implements EnrolmentAudit {

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentRecord.class);

    private final StoreLoop store;
    private final AuditWriting audit;

    EnrolmentRecord(StoreLoop store, AuditWriting audit) {
        this.store = store;
        this.audit = audit;
    }

    @Override
    public void issued(String what, PeerName box) {
        LOG.info("enrolment: {} {} {}", what, box.name(), box.site());
        WardId ward = box.ward().map(WardId::new).orElse(AuditWriting.HUB);
        Author by = new Author(box.name(), box.role().name().toLowerCase(Locale.ROOT), Author.HUB);
        store.writeOrFail(
                place -> new LocalWrite.Decision.Write(
                        List.of(audit.draft(place, ward, by, what, box.site().toString()))),
                written -> {
                    if (written instanceof LocalWrite.Written.Failed(String reason)) {
                        LOG.error("an enrolment could not be written into the audit: {}", reason);
                    }
                });
    }

    @Override
    public void denied(String what, String who, String reason) {
        LOG.info("enrolment: {} {} {}", what, who, reason);
    }
}

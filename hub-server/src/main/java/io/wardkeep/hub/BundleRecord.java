package io.wardkeep.hub;

import io.wardkeep.hub.bundle.BundleObserver;
import io.wardkeep.hub.bundle.BundleReport;
import io.wardkeep.hub.bundle.BundleRequest;
import io.wardkeep.hub.record.LocalWrite;
import io.wardkeep.hub.record.StoreLoop;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditEntry;
import io.wardkeep.ward.record.Author;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who brought which bundle and how that ended: counted, and in the audit of the box's ward, or of the hub. */
final class BundleRecord implements BundleObserver {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRecord.class);

    private final StoreLoop store;
    private final AuditWriting audit;
    private final HubMetrics metrics;

    BundleRecord(StoreLoop store, AuditWriting audit, HubMetrics metrics) {
        this.store = store;
        this.audit = audit;
        this.metrics = metrics;
    }

    @Override
    public void ended(BundleRequest request, BundleReport report) {
        metrics.bundle(report.result().name().toLowerCase(Locale.ROOT), report.reason());
        WardId ward = report.ward().isEmpty() ? AuditWriting.HUB : new WardId(report.ward());
        Author by = new Author(bounded(request.user(), Author.TEXT_MAX), "admin", Author.HUB);
        String what = switch (report.result()) {
            case IMPORTED -> "imported bundle:";
            case REFUSED -> "refused bundle:";
            case FAILED -> "could not import bundle:";
        };
        String subject = bounded(subject(report), AuditEntry.TEXT_MAX);
        store.writeOrFail(
                place -> new LocalWrite.Decision.Write(List.of(audit.draft(place, ward, by, what, subject))),
                written -> {
                    if (written instanceof LocalWrite.Written.Failed(String reason)) {
                        LOG.error("the import of a bundle could not be written into the audit: {}", reason);
                    }
                });
    }

    private static String subject(BundleReport report) {
        String whose = report.bundle().isEmpty() ? "" : report.bundle() + " of " + report.box() + ", ";
        return switch (report.result()) {
            case IMPORTED ->
                whose + report.fresh().readings() + " readings and "
                        + report.fresh().rows() + " rows new, " + report.detail();
            case REFUSED, FAILED -> whose + report.reason() + ", " + report.detail();
        };
    }

    private static String bounded(String text, int most) {
        return text.isBlank() ? "unknown" : text.length() <= most ? text : text.substring(0, most);
    }
}

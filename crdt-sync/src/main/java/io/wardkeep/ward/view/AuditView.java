package io.wardkeep.ward.view;

import java.util.List;

/**
 * Who did what, newest first.
 *
 * @param entries in that order
 */
public record AuditView(List<AuditEntryView> entries) {

    /** Copies. */
    public AuditView {
        entries = List.copyOf(entries);
    }
}

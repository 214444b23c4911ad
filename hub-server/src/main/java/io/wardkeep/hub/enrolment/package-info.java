/**
 * Enrolment over secure transport (RFC 7030) as HTTPS: carries the bytes between a box and the authority of
 * {@code provisioning}.
 *
 * <p>Invariant: every request ends in an audit line, whether it was granted or refused. Thread: requests arrive on
 * event loops and are decided one at a time on a worker. Must not know: users, records, sync.
 */
@NullMarked
package io.wardkeep.hub.enrolment;

import org.jspecify.annotations.NullMarked;

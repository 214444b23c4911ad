/**
 * The ward's replicated record: alert episodes, limits, assignments, roster and audit as rows of lattices, with their
 * canonical payloads and their safe reading rules. A reading rule is a pure function from the live rows of a key to
 * what people are shown and what the alert engine obeys.
 *
 * <p>Invariant: a merge never lowers an alert that the lowering side had not seen. Thread: none. Must not know:
 * storage, sync sessions, any I/O.
 */
@NullMarked
package io.wardkeep.ward.record;

import org.jspecify.annotations.NullMarked;

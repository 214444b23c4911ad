/**
 * Carries sync sessions to the hub: one outgoing WebSocket over mutual TLS 1.3, opened again with jittered backoff for
 * as long as the process lives.
 *
 * <p>Invariant: a session never outlives its connection, and nothing is remembered between sessions: the next one
 * computes again what is missing. Thread: {@link io.wardkeep.gateway.uplink.UplinkLoop} owns one; everything crosses to
 * it through its bounded inbox. Must not know: the journal, the alert engine, certificates' contents.
 */
@NullMarked
package io.wardkeep.gateway.uplink;

import org.jspecify.annotations.NullMarked;

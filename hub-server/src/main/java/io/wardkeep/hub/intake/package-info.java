/**
 * Takes in the gateways' sync sessions: one per connection, over WebSocket and mutual TLS.
 *
 * <p>Invariant: a peer is who its certificate says, is let in only while it is not denied, and writes only its own
 * dots; a site has one session, the newest. Thread: each session belongs to the event loop of its connection; the
 * store's answers and news hop to it. Must not know: how certificates are issued or judged, the store's database.
 */
@NullMarked
package io.wardkeep.hub.intake;

import org.jspecify.annotations.NullMarked;

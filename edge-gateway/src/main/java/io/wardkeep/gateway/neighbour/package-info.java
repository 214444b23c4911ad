/**
 * The door for neighbours: gateways of the same ward that call this one, over WebSocket and mutual TLS 1.3. What is
 * said through it is the same session as with the hub, of which each side takes only what the other wrote itself.
 *
 * <p>Invariant: nobody is heard whose certificate has not been judged; a session never outlives its connection.
 * Threads: Vert.x event loops, one per connection; the store and its news reach a session by hops that are bounded.
 * Must not know: the journal, the alert engine, how this gateway calls others.
 */
@NullMarked
package io.wardkeep.gateway.neighbour;

import org.jspecify.annotations.NullMarked;

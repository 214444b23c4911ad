/**
 * Reading and verifying who somebody is: the identity directory of a box, the names inside a certificate, and the
 * verdict on a peer's certificate with its reason.
 *
 * <p>Invariant: a peer is accepted only with a chain to our own root; every refusal has a reason that a person can act
 * on. Thread: none, values are immutable. Must not know: how certificates are issued, sockets, the ward.
 *
 * <p>Sources: RFC 5280 (path validation), RFC 6125 (names).
 */
@NullMarked
package io.wardkeep.identity;

import org.jspecify.annotations.NullMarked;

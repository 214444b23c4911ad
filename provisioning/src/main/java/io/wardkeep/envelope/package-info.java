/**
 * A file that one box seals for one hub: signed by the box's identity, readable by the holder of the hub's key alone.
 * What lies in it is bytes; whether they make sense is for others to judge.
 *
 * <p>Invariant: nothing of an envelope is given out before its signature, its length and its sender's certificate have
 * been found good, and no chunk of it before its own authentication. Thread: none; an envelope belongs to whoever
 * opened it. Must not know: what is inside, sockets, the ward, where files lie.
 *
 * <p>Sources: RFC 9180 (DHKEM(P-256, HKDF-SHA256)), RFC 5869 (HKDF), NIST SP 800-38D (GCM), Hoang, Reyhanitabar,
 * Rogaway and Vizár, "Online authenticated-encryption and its nonce-reuse misuse-resistance" (STREAM: chunks with a
 * counter and a last-chunk mark in the nonce).
 */
@NullMarked
package io.wardkeep.envelope;

import org.jspecify.annotations.NullMarked;

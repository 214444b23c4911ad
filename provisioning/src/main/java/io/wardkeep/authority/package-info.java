/**
 * The certificate authority and the server side of enrolment: root and issuing keys, one-time tokens, the verdict on a
 * request.
 *
 * <p>Invariant: a certificate is issued only for a token that is known, unexpired, unused and bound to the name asked
 * for, or for a certificate of ours that is renewed. Thread: one at a time; the caller serialises. Must not know: HTTP
 * (the caller carries bytes in and out), the ward.
 *
 * <p>Sources: RFC 7030 (EST), RFC 2986 (PKCS#10), RFC 5652 (CMS).
 */
@NullMarked
package io.wardkeep.authority;

import org.jspecify.annotations.NullMarked;

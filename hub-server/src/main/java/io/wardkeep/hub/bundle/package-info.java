/**
 * Bundles: files that somebody carried here because there is no link. Verified whole, checked whole by the rules of a
 * session, then joined through the store's loop like anything that a gateway says.
 *
 * <p>Invariant: nothing of a bundle that is refused is joined; whatever is imported twice is held once. A bundle comes
 * in by a directory of the hub's own state: who may write there is already this hub's administrator. Thread:
 * {@link io.wardkeep.hub.bundle.BundleLoop} owns one. Must not know: SQL, HTTP, accounts, how an audit entry is made.
 */
@NullMarked
package io.wardkeep.hub.bundle;

import org.jspecify.annotations.NullMarked;

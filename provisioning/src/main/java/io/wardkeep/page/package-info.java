/**
 * What ward page and console have in common as HTTP servers: routes, guard, bodies, answers, files, the event stream's
 * clients, and the inbox by which news reaches their event loop.
 *
 * <p>Invariants: no body is read before the policy has spoken; every error is a problem document without patient data;
 * a slow browser loses its stream, never the ward its pace. It stands in this module because both programs with pages
 * depend on it. Thread: the server's event loop, but for {@link io.wardkeep.page.PageInbox}. Must not know: who may do
 * what, where what is shown comes from, sync, any store.
 */
@NullMarked
package io.wardkeep.page;

import org.jspecify.annotations.NullMarked;

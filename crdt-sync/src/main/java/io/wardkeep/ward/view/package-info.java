/**
 * What a page is shown: immutable read models of beds, alerts, conflicts, gateways and completeness, in the shape in
 * which the gateway's ward page and the hub's console both serve them as JSON. One shape for both, so that one page
 * works with either.
 *
 * <p>Thread: none. Must not know: HTTP, JSON libraries, storage.
 */
@NullMarked
package io.wardkeep.ward.view;

import org.jspecify.annotations.NullMarked;

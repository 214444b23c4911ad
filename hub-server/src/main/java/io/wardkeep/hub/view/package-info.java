/**
 * What the consoles see: the wards' beds, alerts, conflicts and gateways as immutable views, kept up from what became
 * durable.
 *
 * <p>Invariant: nothing is shown that is not durable here; a gateway that is not heard makes its beds lost, never calm.
 * Thread: {@link io.wardkeep.hub.view.ViewLoop} owns the board; news and questions reach it through its inbox. Must not
 * know: SQL, HTTP, sessions of gateways or people.
 */
@NullMarked
package io.wardkeep.hub.view;

import org.jspecify.annotations.NullMarked;

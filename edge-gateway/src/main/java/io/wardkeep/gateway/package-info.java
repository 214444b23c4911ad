/**
 * The process on the ward's box: its configuration, its command, the composition root, and the ward's own loop.
 *
 * <p>Invariant: {@link io.wardkeep.gateway.WardLoop} is the single writer of all clinical state. It waits for neither
 * disk nor network: an alert is handed to the annunciators first, to the journal afterwards, and a device is
 * acknowledged only once the journal says that its readings are durable.
 *
 * <p>Thread: each {@code …Loop} owns one; everything crosses to it through a bounded {@code …Inbox}. This package is
 * the only one that knows the others.
 */
@NullMarked
package io.wardkeep.gateway;

import org.jspecify.annotations.NullMarked;

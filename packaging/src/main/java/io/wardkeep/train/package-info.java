/**
 * Training of the programs' ahead-of-time caches on the machine where they will run: what a JVM loads, links and finds
 * hot is kept, so that a killed gateway watches its ward again a second later (JEP 483, 514, 515).
 *
 * <p>Threads: the caller's. Must not know: the insides of the gateway and the hub.
 */
@NullMarked
package io.wardkeep.train;

import org.jspecify.annotations.NullMarked;

/**
 * What goes wrong between a device and its listener: silence, a cable out, noise; by script and by chance. Pure: time
 * is a number, chance is passed in.
 *
 * <p>Must not know: protocols, wires, threads.
 */
@NullMarked
package io.wardkeep.simulator.fault;

import org.jspecify.annotations.NullMarked;

/**
 * What goes wrong between a device and its listener, by script and by chance, for every protocol alike: the wire and
 * the clock that a device is given have the faults in them, and the device knows of none. Pure: time is a number,
 * chance is passed in.
 *
 * <p>Must not know: protocols, kinds of wires, threads.
 */
@NullMarked
package io.wardkeep.simulator.fault;

import org.jspecify.annotations.NullMarked;

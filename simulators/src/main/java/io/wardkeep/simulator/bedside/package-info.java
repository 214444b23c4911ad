/**
 * The contract of a simulated device: it speaks on a wire, is moved by one loop, and counts what it did.
 *
 * <p>Must not know: protocols, wires' kinds, threads, the command.
 */
@NullMarked
package io.wardkeep.simulator.bedside;

import org.jspecify.annotations.NullMarked;

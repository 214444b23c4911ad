/**
 * A Philips IntelliVue monitor: data export on a serial line in frames, or on the network in datagrams. Written from
 * the protocol's documents; it agrees to associations, announces itself, answers polls once or for ten minutes, ends an
 * association that has been silent too long, and refuses every operation that would set something.
 *
 * <p>Must not know: drivers, wires' kinds, threads, the command.
 *
 * <p>Sources: Philips IntelliVue Patient Monitor, Data Export Interface Programming Guide; RFC 1662 (frame check).
 */
@NullMarked
package io.wardkeep.simulator.intellivue;

import org.jspecify.annotations.NullMarked;

/**
 * Patients: what the body at a bed would show at a moment. Recordings of real patients, replayed and repeated; a
 * modelled body whose numbers and curves hang together; and scripts that let something happen to them. Pure: time is a
 * number of milliseconds since the simulation began, chance is passed in.
 *
 * <p>Must not know: protocols, wires, threads, Wardkeep's drivers.
 */
@NullMarked
package io.wardkeep.simulator.patient;

import org.jspecify.annotations.NullMarked;

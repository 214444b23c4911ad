/**
 * A Draeger ventilator that speaks MEDIBUS, the device's side, written from the maker's definition: it calls for a
 * listener every three seconds until one answers, gives up a listener that is silent for as long, answers polls, and
 * lets the chosen curves flow. A command that it does not know is answered by its bare code and changes nothing.
 *
 * <p>Thread: the loop of its device. Must not know: the gateway's drivers.
 */
@NullMarked
package io.wardkeep.simulator.medibus;

import org.jspecify.annotations.NullMarked;

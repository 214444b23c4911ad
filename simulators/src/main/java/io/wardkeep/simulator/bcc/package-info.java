/**
 * Simulated B. Braun racks: a SpaceCom that answers for its pumps block by block, and refuses what is not a question.
 *
 * <p>Written from the specification, not from the driver, so that the two check each other. Must not know: drivers, the
 * gateway. Sources: those of the driver's package.
 */
@NullMarked
package io.wardkeep.simulator.bcc;

import org.jspecify.annotations.NullMarked;

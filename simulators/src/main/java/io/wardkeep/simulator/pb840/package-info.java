/**
 * Simulated Puritan Bennett 840 ventilators: the port that answers with a report, and the port that writes breaths.
 *
 * <p>Written from the field table and the recorded breaths, not from the drivers, so that both check each other. Must
 * not know: drivers, the gateway. Sources: those of the drivers' package.
 */
@NullMarked
package io.wardkeep.simulator.pb840;

import org.jspecify.annotations.NullMarked;

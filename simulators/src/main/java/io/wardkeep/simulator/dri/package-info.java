/**
 * Simulated monitors with the S/5 Computer Interface: asked for values, waveforms and alarms, they send what was asked
 * for and nothing else; records that would change something are refused.
 *
 * <p>Written from the documents' tables, not from the driver, so that the two check each other. Must not know: drivers,
 * the gateway. Sources: those of the driver's package.
 */
@NullMarked
package io.wardkeep.simulator.dri;

import org.jspecify.annotations.NullMarked;

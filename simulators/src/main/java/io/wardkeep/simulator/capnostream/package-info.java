/**
 * Simulated Capnostream capnographs: greeted, started and kept alive by the host as the protocol wants it; what would
 * change limits or a patient is refused.
 *
 * <p>Written from the protocol's tables, not from the driver, so that the two check each other. Must not know: drivers,
 * the gateway. Sources: those of the driver's package.
 */
@NullMarked
package io.wardkeep.simulator.capnostream;

import org.jspecify.annotations.NullMarked;

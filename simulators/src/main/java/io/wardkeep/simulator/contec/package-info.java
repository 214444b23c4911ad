/**
 * Finger oximeters of Contec (V5.0A, V7.0) and Berry (BCI), the devices' side, written from the makers' texts. A V7.0
 * device streams when it is asked to and while it hears that somebody listens; every other command it refuses.
 *
 * <p>Thread: the loop of its device. Must not know: the gateway's drivers.
 */
@NullMarked
package io.wardkeep.simulator.contec;

import org.jspecify.annotations.NullMarked;

/**
 * An analyser of blood gases beside the bed, which sends what it measured by ASTM E1381 and E1394. Written from the
 * protocol's documents: it opens each transfer, waits for an answer to each frame, says a refused frame again at most
 * six times, and keeps a message that was not taken until it is.
 *
 * <p>Must not know: drivers, wires' kinds, threads, the command.
 *
 * <p>Sources: ASTM E1381-02 (LIS1-A), ASTM E1394-97 (LIS2-A2), as public senders of them do.
 */
@NullMarked
package io.wardkeep.simulator.astm;

import org.jspecify.annotations.NullMarked;

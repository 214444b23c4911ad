/**
 * A Nonin oximeter: data formats 2 and 7 (75 frames a second), 1 and 8 (once a second) and 13 (a frame for each spot
 * check), written from the OEM III and 9560 documents. Display values are refreshed every 1.5 s and held for 10 s after
 * the finger left, as the document says. A spot check that nobody hears is lost: the 9560's memory is left out.
 *
 * <p>Must not know: the drivers, the wire's kind.
 */
@NullMarked
package io.wardkeep.simulator.nonin;

import org.jspecify.annotations.NullMarked;

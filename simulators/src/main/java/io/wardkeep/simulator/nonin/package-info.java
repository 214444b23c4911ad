/**
 * A Nonin oximeter: data formats 2 (75 frames a second) and 8 (once a second), written from the OEM III documents.
 * Display values are refreshed every 1.5 s and held for 10 s after the finger left, as the document says.
 *
 * <p>Must not know: the drivers, the wire's kind.
 */
@NullMarked
package io.wardkeep.simulator.nonin;

import org.jspecify.annotations.NullMarked;

/**
 * A Masimo Radical-7 with serial output ASCII 1, written from the operator's manual and published sample lines.
 *
 * <p>Must not know: the drivers, the wire's kind.
 */
@NullMarked
package io.wardkeep.simulator.masimo;

import org.jspecify.annotations.NullMarked;

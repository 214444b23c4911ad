/**
 * Measurements of the built programs, printed as tables that can be printed again: the alert path under load, memory,
 * start; and of the segment codec.
 *
 * <p>Programs are measured from outside, or read from the program's own {@code /metrics}. Must not know: the insides of
 * the gateway and the hub.
 */
@NullMarked
package io.wardkeep.bench;

import org.jspecify.annotations.NullMarked;

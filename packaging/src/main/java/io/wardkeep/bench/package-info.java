/**
 * Measurements of the built programs, printed as tables that can be printed again: the alert path under load, memory,
 * start, catching up after an outage; and of the segment codec.
 *
 * <p>Programs are measured from outside, or read from the program's own {@code /metrics}. A past that takes days to
 * live through is written by the gateway's own journal. Must not know: the insides of the gateway and the hub.
 */
@NullMarked
package io.wardkeep.bench;

import org.jspecify.annotations.NullMarked;

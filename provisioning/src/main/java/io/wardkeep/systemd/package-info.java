/**
 * The word of a supervised program to systemd.
 *
 * <p>Invariant: without systemd nothing is said and nothing fails. Thread: any; a call sends one datagram. Must not
 * know: what the program does.
 */
@NullMarked
package io.wardkeep.systemd;

import org.jspecify.annotations.NullMarked;

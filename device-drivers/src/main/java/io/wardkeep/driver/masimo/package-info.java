/**
 * Masimo Radical-7, Rad-8 and their docks, serial output "ASCII 1": one line of text a second. The device talks by
 * itself; nothing is ever sent to it.
 *
 * <p>The lines have no check sum, so the field widths are taken at their word: a line with a field of another width or
 * with anything but digits or dashes is given up as a whole. The device's clock has no zone and may be wrong: it is
 * kept beside the gateway's time, as if it were UTC. The alarm bits are not published by the maker; the four that are
 * known from experiment are forwarded by name, other set bits by number, and none is judged. A line without the alarm
 * or the exception bits says nothing about them.
 *
 * <p>A dump of the device's memory looks like live lines. It is known by the device's clock, which jumps back or runs
 * ahead of the gateway's, and is left out.
 *
 * <p>Invariant: dashes and zero never become numbers; a device that doubts its signal makes questionable values. Must
 * not know: anything but the driver contract.
 *
 * <p>Sources: Masimo Rad-8 operator's manual (serial settings, exception bits of trend data); published sample lines.
 */
@NullMarked
package io.wardkeep.driver.masimo;

import org.jspecify.annotations.NullMarked;

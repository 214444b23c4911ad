/**
 * B. Braun infusion pumps (Space, Compact plus) behind a SpaceCom or ComDevice, by the BCC protocol, read only.
 *
 * <p>The driver asks whether the device is there, then for all parameters of all pumps; it acknowledges each block, or
 * asks for a broken one again. The protocol's other verbs do not exist here. Lengths and sums refer to the text before
 * the doubling of D, E, d and e, which a web page can turn off: whichever reading of a block has the right length and
 * sum is the one.
 *
 * <p>A device may speak for many pumps, one block each. What a bed's record knows of a device is one stream for each
 * metric, so a rack of one pump gives readings, and of a rack of several each reading says which pump it is of, so that
 * nobody takes one pump's rate for another's. Alarms carry the pump's place in their name: {@code pump-13-air} is that
 * of the third pump in the first pillar.
 *
 * <p>Invariant: {@code _NV} and {@code _NA} never become numbers, nor do the zeros of a pump that is switched off; a
 * value whose unit is a code that the document does not explain is left out. Must not know: anything but the driver
 * contract. The clock of the protocol counts seconds since the device was switched on and tells no time.
 *
 * <p>Sources: B. Braun Technical Interface Specification BCC I0022_000030 v4.0.
 */
@NullMarked
package io.wardkeep.driver.bcc;

import org.jspecify.annotations.NullMarked;

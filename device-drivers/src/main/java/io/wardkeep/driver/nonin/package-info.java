/**
 * Nonin pulse oximeters: OEM III boards, the Xpod family, WristOx2 and 9560, data formats 1, 2, 7, 8 and 13. The device
 * talks by itself; nothing is ever sent to it.
 *
 * <p>Formats 2 and 7 are frames of five bytes with a sum, 25 of them a packet, three packets a second; only whole
 * packets count, because the meaning of a frame's fourth byte is its place in the packet. Formats 1 and 8 are three and
 * four bytes a second without any sum: after anything that was no frame, one frame is passed over before values are
 * believed again. Prefer formats 2 and 7. Format 13 is one frame for each spot check.
 *
 * <p>Invariant: missing (127, 511) and zero never become numbers. Must not know: anything but the driver contract.
 *
 * <p>Sources: Nonin OEM III module and 9560 OEM specification and technical information (formats 2, 7, 8, 13).
 */
@NullMarked
package io.wardkeep.driver.nonin;

import org.jspecify.annotations.NullMarked;

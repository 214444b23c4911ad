/**
 * Finger oximeters of Contec (CMS50, CMS60) and modules of Berry Med, in the three streams that they speak: V5.0A and
 * BCI by themselves, five bytes a packet; V7.0 after a handshake, nine bytes a packet. What is sent to a V7.0 device
 * starts, keeps and stops its live stream and touches nothing that it stores.
 *
 * <p>No stream has a check sum. In the five-byte ones a packet after anything that was none is passed over; in V7.0 a
 * packet is nine bytes of which the first alone has its top bit clear. A bit that flips inside a packet cannot be
 * found.
 *
 * <p>Invariant: what the device marks as invalid (pulse 255, saturation 127), and zero, never become numbers; with the
 * probe off nothing does. Must not know: anything but the driver contract.
 *
 * <p>Sources: vendor texts "Communication protocol of pulse oximeter V7.0", "V5.0A" and Berry "BCI protocol v1.2" as
 * published by their readers.
 */
@NullMarked
package io.wardkeep.driver.contec;

import org.jspecify.annotations.NullMarked;

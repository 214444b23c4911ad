/**
 * Oridion and Medtronic Capnostream bedside capnographs with oximeter, on their serial port.
 *
 * <p>The host greets (enable, then start) and says every five seconds that it is still there; the device sends the CO₂
 * curve at 20 Hz and its numbers about once a second. A recording that begins in the middle is understood without the
 * greeting. Of the commands only these three exist here; the one that writes limits does not.
 *
 * <p>A byte 85h begins a frame wherever it stands, so that one broken frame costs nothing but itself. Numbers of FFh
 * are missing. The unit of CO₂ is told with the numbers: only mmHg is taken, because kilopascal and volume percent have
 * no exact decimal in it; the others are left out by code. Some firmware sends numbers shifted by a byte: such a frame
 * is known by a unit that does not exist, or by a saturation that equals the respiration before it and at once fell
 * deep or left the old one in the place of the pulse. It is given up once; what persists is believed.
 *
 * <p>Alarm bits have no priority of their own: no breath is forwarded as high, limits as medium, the rest as low.
 *
 * <p>Invariant: a missing number never becomes a value, nor does a zero saturation or pulse, nor anything of the airway
 * while the FilterLine is off. Must not know: anything but the driver contract; patient ids are passed over.
 *
 * <p>Sources: the protocol as public open-source drivers for the Capnostream 20 carry it; no document of the maker.
 */
@NullMarked
package io.wardkeep.driver.capnostream;

import org.jspecify.annotations.NullMarked;

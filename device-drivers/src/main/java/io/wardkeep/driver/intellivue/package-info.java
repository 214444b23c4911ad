/**
 * Philips IntelliVue patient monitors, Data Export: an association, then polls that the monitor answers by itself for
 * ten minutes (numerics each 1.024 s, waves each 256 ms, alerts each second). One conversation, two carriers: frames on
 * the MIB/RS232 port ({@link io.wardkeep.driver.intellivue.IntellivueSerial}) and datagrams on the network
 * ({@link io.wardkeep.driver.intellivue.IntellivueUdp}).
 *
 * <p>Invariant: nothing is sent but the association request, the confirmation of the monitor's own announcement and
 * polls; there is no set operation in this package, not even for which waves are exported. A number is only taken in a
 * unit that converts exactly into its metric's; test and demonstration signals never become numbers. A result whose
 * lengths contradict each other says nothing at all. Must not know: anything but the driver contract.
 *
 * <p>Time: the monitor counts eighths of milliseconds since it was switched on, in 32 bits. The count is unwrapped and
 * is the device time of every reading; the gateway's time of a reading is where the fastest recent message puts that
 * count.
 *
 * <p>Sources: Philips IntelliVue Patient Monitor, Data Export Interface Programming Guide (status bits, alert entries,
 * association time-outs); RFC 1662 (frame check); a recording of an M8000 of 2021 (frames, linked results, sample
 * scales); ISO/IEEE 11073-10101 and -10102 (codes; a 16-bit identifier and 131072 make a context-free code).
 */
@NullMarked
package io.wardkeep.driver.intellivue;

import org.jspecify.annotations.NullMarked;

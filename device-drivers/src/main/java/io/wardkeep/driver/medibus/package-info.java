/**
 * Draeger ventilators, anaesthesia machines and monitors that speak MEDIBUS: a slow protocol of commands and answers in
 * text, both sides equal, and real-time curves in bytes whose top bit is set, which may cut into a message anywhere.
 *
 * <p>What is sent are the handshake, polls (measured values, alarms, settings), the choice of curves that the device
 * shall send, and answers to the device's own commands; nothing of it changes therapy, limits, patient or clock.
 *
 * <p>A value that is not available is not sent: each answer is the whole of what there is, and what was there before is
 * then said to be invalid. Pressures come in millibar, the nomenclature has centimetres of water: these are converted
 * by their defined factor and rounded to a tenth, below what the devices resolve. Litres become millilitres exactly.
 *
 * <p>A record of curves counts when the next one begins, because the device may call it corrupt until then. A curve
 * that a record does not name is missing a sample. When the device says that its curves are others now, nothing is read
 * from them before they were asked for again.
 *
 * <p>An answer that is damaged is asked for again at once, three times; then the line is set up anew.
 *
 * <p>Invariant: only messages whose check sum is right say anything. Must not know: anything but the driver contract.
 *
 * <p>Sources: Draeger MEDIBUS for Evita devices (90 28 329), RS 232 MEDIBUS protocol definition (90 28 258).
 */
@NullMarked
package io.wardkeep.driver.medibus;

import org.jspecify.annotations.NullMarked;

/**
 * Puritan Bennett 840 and 980 ventilators: the report of settings, measurements and alarms (DCI port, {@code SNDF}) and
 * the breath waveforms (a second port). Two lines, two drivers.
 *
 * <p>The report is asked for every two seconds, a next time only after the answer or three seconds without a byte, then
 * behind {@code RSET}, which empties the ventilator's input and nothing else. It has no check sum: the counts of bytes
 * and fields that stand before it must come out. A field that should be a number and is none is given up alone, so that
 * the alarms beside it are not. Blanks, dashes and {@code OFF} are no number. Plateau pressure, static compliance and
 * intrinsic PEEP stay in the report from one manoeuvre to the next: they are said when they change, and those of the
 * first report are doubted.
 *
 * <p>The 840 gives its alarms no priority: what stops the patient's breathing is forwarded as high, the rest as medium;
 * the 980 says low, medium and high, and is taken at its word. An alarm word that is neither is counted and changes
 * nothing.
 *
 * <p>Waveforms are lines of flow and pressure, 50 a second, between {@code BS} and {@code BE}. The device adds nothing,
 * but recorders put times before the lines, and real recordings lack ends, beginnings and values and have junk among
 * them: a line is understood by itself, a missing value is a missing sample, and a line that is none, or whose numbers
 * have not the device's two decimals, is counted.
 *
 * <p>Invariant: what is no number never becomes one; nothing is sent but {@code SNDF} and {@code RSET}. Must not know:
 * anything but the driver contract.
 *
 * <p>Sources: field table of the mdpnp project's driver for the 840 (BSD-2); recorded breaths of the ventMAP project.
 */
@NullMarked
package io.wardkeep.driver.pb840;

import org.jspecify.annotations.NullMarked;

/**
 * GE and Datex-Ohmeda monitors with the S/5 Computer Interface: records of the Datex-Ohmeda Record Interface (DRI).
 *
 * <p>The monitor answers requests: the driver asks for the displayed values of the basic class every five seconds, for
 * seven waveforms that together are the 600 samples a second which the interface allows, and for the alarms that are
 * shown. Nothing else is ever sent; each request only starts a transmission. When the values stay away for three
 * intervals, everything is asked for again.
 *
 * <p>Numbers are integers with fixed decimals; every one at or below -32000 is a code for "no value". A group of values
 * counts only while its module is there and measures. What was said once and is not measured any more is said to be
 * missing. A cuff pressure, a cardiac output and a wedge pressure stay on the monitor's screen until the next one: they
 * are said when they are new, not every five seconds, and are questionable where we did not see them become new. Carbon
 * dioxide comes in percent and is given in mmHg by the monitor's own ambient pressure, exactly; without that pressure
 * there is no number.
 *
 * <p>The status bits for asystole, apnoea and a disconnected circuit have no priority of their own: what endangers life
 * is forwarded as high. Alarm texts are in the monitor's language: the text is the name, the colour the priority, and
 * nothing is read from the words. Whether a text is about the patient is not told: red and yellow ones count as if.
 *
 * <p>Invariant: a code never becomes a number; a zero saturation, pulse, cardiac output or flat pulsating pressure
 * never becomes a value, and a zero heart rate only with the monitor's word that it is asystole. Must not know:
 * anything but the driver contract.
 *
 * <p>Sources: Datex-Ohmeda Record Interface specification 8005313; S/5 Computer Interface M1017617.
 */
@NullMarked
package io.wardkeep.driver.dri;

import org.jspecify.annotations.NullMarked;

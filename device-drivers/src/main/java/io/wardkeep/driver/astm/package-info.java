/**
 * Point-of-care and laboratory analysers that speak ASTM: frames with a sum and an answer each (E1381, LIS1-A), and in
 * them records of text (E1394, LIS2-A2). The analyser opens each transfer; nothing is sent but the answers to its
 * frames.
 *
 * <p>Invariant: a frame is acknowledged together with the results that it completes, so that an acknowledgement can
 * wait for the disk. A result is taken only under a LOINC code and in a unit that mean a metric exactly; every other is
 * told as left out, by the analyser's own name for it. Quality control is never a patient's value, and a result that
 * the analyser could not make, or that is no plain number, never becomes one. Must not know: anything but the driver
 * contract.
 *
 * <p>Sources: ASTM E1381-02 (CLSI LIS1-A), ASTM E1394-97 (CLSI LIS2-A2), as public readers of them do; messages of nine
 * analysers.
 */
@NullMarked
package io.wardkeep.driver.astm;

import org.jspecify.annotations.NullMarked;

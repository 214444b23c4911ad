/**
 * A bedside monitor that reports by HL7 (IHE PCD-01 over MLLP) to whoever it is told to connect to, written from the
 * technical framework and published messages. It keeps a message until it is acknowledged and sends it again unchanged
 * when it is not; what is rejected it gives up.
 *
 * <p>Must not know: the drivers, the wire's kind.
 */
@NullMarked
package io.wardkeep.simulator.hl7;

import org.jspecify.annotations.NullMarked;

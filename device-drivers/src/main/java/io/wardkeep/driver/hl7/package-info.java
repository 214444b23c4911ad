/**
 * HL7 version 2 over MLLP, as monitors, their central stations and pumps send it: IHE PCD-01 (ORU^R01, values) and
 * PCD-04 (ORU^R40, alarms). A connection speaks for many devices; each message says of which, by place (PV1-3) and
 * equipment (OBX-18 or PRT-10 of the device's row, else MSH-3).
 *
 * <p>Invariants: a parameter is known by its MDC reference id, by its number only where no reference id is given; a
 * value counts in its metric's own unit or not at all; one channel of a device is never taken for another; what OBX-8
 * or OBX-11 calls no value never becomes a number; a message is acknowledged only as a whole and after its commit; one
 * that cannot be used is answered AR, one that could not be kept AE. Own code and not a library,
 * {@code docs/decisions/0021-own-hl7-reader.md}.
 *
 * <p>Owned by the loop of the connection. Must not know: sockets, which devices are configured, patients' names.
 *
 * <p>Sources: HL7 version 2.6 chapters 2 and 7; MLLP release 1; IHE PCD Technical Framework volume 2 (PCD-01, PCD-04);
 * GE B1x5 HL7 reference manual 2062665-005.
 */
@NullMarked
package io.wardkeep.driver.hl7;

import org.jspecify.annotations.NullMarked;

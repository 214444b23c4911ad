/**
 * The ward's vocabulary: what a device, a bed, a metric, an observation and an alert are called by everything that
 * Wardkeep is made of. Immutable records and enums, validated by their constructors: a value that exists is valid.
 *
 * <p>Must not know: lattices beyond dots and bytes, drivers, sync, storage, any I/O. Thread: none.
 *
 * <p>Sources: ISO/IEEE 11073-10101 (codes), UCUM (units), IEC 60601-1-8 and ISO/IEEE 11073-10207 BICEPS (alerts).
 */
@NullMarked
package io.wardkeep.ward;

import org.jspecify.annotations.NullMarked;

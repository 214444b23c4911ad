/**
 * Readings as compact bytes: columns, adaptive models, a range coder. Deterministic: the same readings give the same
 * bytes on every machine, so that replicas can compare sealed segments by hash.
 *
 * <p>Must not know: sync, storage, any I/O. Thread: a codec call is a pure function.
 */
@NullMarked
package io.wardkeep.segment;

import org.jspecify.annotations.NullMarked;

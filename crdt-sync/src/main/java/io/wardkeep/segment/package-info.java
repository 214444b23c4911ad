/**
 * Readings as bytes: plain tagged fields with variable-length integers, and the rule by which a stream is cut into
 * sealed segments. Deterministic: the same readings give the same bytes on every machine, so that replicas that seal
 * the same run hold the same bytes.
 *
 * <p>Must not know: sync, storage, any I/O. Thread: a codec call is a pure function.
 */
@NullMarked
package io.wardkeep.segment;

import org.jspecify.annotations.NullMarked;

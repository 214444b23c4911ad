/**
 * Readings as bytes: columns, adaptive models and a range coder, and the rule by which a stream is cut into sealed
 * segments. Deterministic: the same readings give the same bytes on every machine, so that replicas that seal the same
 * run hold the same bytes. Format and golden vectors: docs/PROTOCOL.md.
 *
 * <p>Invariant: what is decoded is what was encoded, and only bytes that the encoder makes are decoded. The models are
 * part of the format: changing a number in one is a new version.
 *
 * <p>Must not know: sync, storage, any I/O. Thread: a codec call is a pure function.
 */
@NullMarked
package io.wardkeep.segment;

import org.jspecify.annotations.NullMarked;

/**
 * Checks people's passwords and PINs: what is kept of one, and the threads that compute it.
 *
 * <p>Invariants: what was typed is never kept nor logged; computing has threads of its own, waits for nothing else, and
 * says at once when it has too much to do. It stands in this module because both programs with people depend on it.
 * Must not know: who the people are and what they may do.
 */
@NullMarked
package io.wardkeep.password;

import org.jspecify.annotations.NullMarked;

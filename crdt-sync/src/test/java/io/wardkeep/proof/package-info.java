/**
 * The proofs as commands, for more cases than a check has time for: {@code packaging/soak simulate}, {@code exhaust},
 * {@code laws} and {@code fuzz}, {@code packaging/bench merge}. Each prints its goal, what it did and its seed, and
 * exits with 1 when something did not hold.
 *
 * <p>Threads: the commands' own, one a processor; the cases share nothing. Must not know: anything that a proof itself
 * should decide.
 */
@NullMarked
package io.wardkeep.proof;

import org.jspecify.annotations.NullMarked;

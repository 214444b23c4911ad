/**
 * What every command of Wardkeep has in common: exit codes, complaints in one line, answers for people or machines.
 *
 * <p>Invariant: what a person or the surroundings got wrong is said in a sentence; a bug is shown whole. It stands in
 * this module because all programs that people configure depend on it. Thread: that of the command. Must not know: what
 * any command does.
 */
@NullMarked
package io.wardkeep.command;

import org.jspecify.annotations.NullMarked;

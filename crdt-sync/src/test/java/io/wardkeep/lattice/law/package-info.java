/**
 * Properties over seeded random cases, with a shrinker: {@link io.wardkeep.lattice.law.Laws#hold} runs a property, and
 * a failure prints its seed and the smallest case found. Every random decision is drawn from one sequence of
 * {@link io.wardkeep.lattice.law.Choices}; shrinking makes that sequence shorter and its numbers smaller, so generators
 * need no shrinkers of their own. MacIver and Donaldson, "Test-case reduction via test-case generation" (ECOOP 2020).
 *
 * <p>{@code -Dwardkeep.laws.cases=1000000} runs more cases, {@code -Dwardkeep.laws.seed=7} others.
 */
@NullMarked
package io.wardkeep.lattice.law;

import org.jspecify.annotations.NullMarked;

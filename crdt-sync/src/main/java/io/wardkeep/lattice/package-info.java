/**
 * Delta-state CRDTs as a library of their own: dots, exact causal contexts, version vectors, registers, flags, sets,
 * maps, counters and the hybrid logical clock, with their deltas and their canonical bytes.
 *
 * <p>Invariant: every type is an immutable join-semilattice; every mutator returns its delta. A causal context is exact
 * (a set of ranges), never "the highest sequence seen". Thread: none, all values are immutable; only
 * {@link io.wardkeep.lattice.HybridClock}, {@link io.wardkeep.lattice.RegisterReplica} and
 * {@link io.wardkeep.lattice.GrowingRanges} change, and each belongs to one thread. Must not know: the ward, any I/O,
 * any clock; only the JDK.
 *
 * <p>Sources: Almeida, Shoker, Baquero, "Delta state replicated data types" (arXiv 1603.01529); Enes et al., "Efficient
 * synchronization of state-based CRDTs" (arXiv 1803.02750).
 */
@NullMarked
package io.wardkeep.lattice;

import org.jspecify.annotations.NullMarked;

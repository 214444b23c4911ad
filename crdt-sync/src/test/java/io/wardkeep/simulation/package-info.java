/**
 * A hub and three gateways of two wards, simulated in one thread from one seed: real sessions, real codecs, the
 * in-memory store; time, lines, disks and crashes are this package's own.
 *
 * <p>Goal: promises P1 to P5 of the replication hold under every fault of {@link io.wardkeep.simulation.Fault}. What
 * will happen is a {@link io.wardkeep.simulation.Schedule}, made from the seed before the run, so that a failing one
 * can be made shorter. Each {@link io.wardkeep.simulation.Mutation} is a mistake that a real system has made, and
 * switches nothing in the code under test: it wraps the store, the frames or the box.
 *
 * <p>Invariant: a run depends on its schedule and its mutation alone, down to the last byte on every line. Thread: a
 * run belongs to one; runs share nothing. Must not know: clocks, threads, files.
 */
@NullMarked
package io.wardkeep.simulation;

import org.jspecify.annotations.NullMarked;

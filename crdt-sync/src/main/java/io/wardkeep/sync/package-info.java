/**
 * The conversation between two replicas and what it moves: streams, rows, observation blocks, declared losses; the
 * session as a sans-I/O state machine, its messages and their bytes; the {@link io.wardkeep.sync.ReplicaStore} that
 * both ends supply; the completeness report.
 *
 * <p>Invariant: "seen" is never recorded before "committed"; a context is exact; a site writes only its own dots.
 * Thread: a session belongs to the loop that feeds it. Must not know: sockets, disks, clocks, threads.
 *
 * <p>Sources: Enes et al., arXiv 1803.02750; Gonçalves et al., DottedDB (SRDS 2017).
 */
@NullMarked
package io.wardkeep.sync;

import org.jspecify.annotations.NullMarked;

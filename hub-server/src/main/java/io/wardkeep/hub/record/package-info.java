/**
 * The hub's merged record in PostgreSQL: rows, observation blocks, declared losses and exact contexts as a
 * {@link io.wardkeep.sync.ReplicaStore}; a minute-level rollup filled while joining; history for pages; the hub's own
 * identity as a replica.
 *
 * <p>Invariant: what a context names is durable, and nothing is acknowledged or shown before its commit. Thread: the
 * {@link io.wardkeep.hub.record.StoreLoop} is the only one that writes; pages read through {@code ReadLoop} on
 * connections of their own, so that a long query never delays a join. Must not know: sockets, sessions, views, users.
 */
@NullMarked
package io.wardkeep.hub.record;

import org.jspecify.annotations.NullMarked;

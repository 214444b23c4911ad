/**
 * The gateway's durable memory: a SQLite database written by one {@link io.wardkeep.gateway.journal.StoreLoop} in group
 * commits. It mints the sequence numbers of observations, keeps the replicated rows, seals readings into segments,
 * forgets what is older than the retention, and knows who this box is and which life it lives.
 *
 * <p>Invariant: nothing is acknowledged before its commit is durable (write-ahead log, {@code synchronous=FULL}), and
 * no sequence is minted twice: after an unclean stop, a restored database or a cloned box the incarnation is new. A
 * failed sync is never retried: the loop stops.
 *
 * <p>Threads: {@code StoreLoop} is the only one that writes, {@code HistoryLoop} reads on a connection of its own; all
 * others meet them in bounded inboxes. Must not know: devices' protocols, alert rules, sockets, the wire.
 *
 * <p>Sources: sqlite.org, "Write-Ahead Logging", "Atomic commit in SQLite", "PRAGMA statements".
 */
@NullMarked
package io.wardkeep.gateway.journal;

import org.jspecify.annotations.NullMarked;

package io.wardkeep.sync;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the store answers to a {@link StoreCommand}. */
public sealed interface StoreResult {

    /**
     * To {@link StoreCommand.Contexts}.
     *
     * @param held what is durable, by stream
     */
    record Contexts(SortedMap<StreamId, Holding> held) implements StoreResult {

        /** Copies. */
        public Contexts {
            held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        }
    }

    /**
     * To {@link StoreCommand.Join}: all of the delta is durable now.
     *
     * @param fresh what of it was new
     */
    record Joined(Delta fresh) implements StoreResult {}

    /**
     * To {@link StoreCommand.Scan}.
     *
     * @param delta what was found; empty when nothing of it is here
     */
    record Scanned(Delta delta) implements StoreResult {}

    /**
     * To {@link StoreCommand.Report}.
     *
     * @param completeness the count
     */
    record Reported(Completeness completeness) implements StoreResult {}

    /**
     * To any command: it was not done, and nothing of it is durable.
     *
     * @param reason for people
     */
    record Failed(String reason) implements StoreResult {}
}

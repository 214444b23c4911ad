package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the store answers to a {@link StoreCommand}. */
public sealed interface StoreResult {

    /**
     * To {@link StoreCommand.Contexts}.
     *
     * @param held what is durable, by stream
     * @param heads where the chains stand, by stream, as far as known
     */
    record Contexts(SortedMap<StreamId, Holding> held, SortedMap<StreamId, ChainHead> heads) implements StoreResult {

        /** Copies. */
        public Contexts {
            held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
            heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
        }

        /** Of a store that knows no chains. */
        public Contexts(SortedMap<StreamId, Holding> held) {
            this(held, new TreeMap<>());
        }
    }

    /**
     * To {@link StoreCommand.Compare}.
     *
     * @param verdicts one for each head that was asked about, in that order
     */
    record Compared(List<ChainVerdict> verdicts) implements StoreResult {

        /** Copies. */
        public Compared {
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * To {@link StoreCommand.Join} and {@link StoreCommand.Conform}: all of the delta is durable now.
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
     * To {@link StoreCommand.Live}.
     *
     * @param dots by stream, of every stream that is in the context
     */
    record Live(SortedMap<StreamId, LiveDots> dots) implements StoreResult {

        /** Copies. */
        public Live {
            dots = Collections.unmodifiableSortedMap(new TreeMap<>(dots));
        }
    }

    /**
     * To {@link StoreCommand.Unaccepted}.
     *
     * @param ranges by stream; streams without any are left out
     */
    record Unaccepted(Map<StreamId, Ranges> ranges) implements StoreResult {

        /** Copies. */
        public Unaccepted {
            ranges = Map.copyOf(ranges);
        }
    }

    /**
     * To {@link StoreCommand.Match}. What one of the two cannot tell any more is neither.
     *
     * @param same what both hold with the same content
     * @param different what both hold with different content
     */
    record Matched(Ranges same, Ranges different) implements StoreResult {}

    /** To {@link StoreCommand.Accept}: it is durable. */
    record Accepted() implements StoreResult {}

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

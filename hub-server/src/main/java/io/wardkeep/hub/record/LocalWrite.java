package io.wardkeep.hub.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import java.util.List;
import java.util.Optional;

/**
 * Something that this hub says itself. Decided on the store loop, over what is durable there, so that nobody else's
 * write comes in between.
 */
@FunctionalInterface
public interface LocalWrite {

    /** Drafts the rows, or declines. On the store loop. */
    Decision decide(Place place);

    /** What is to be written. */
    sealed interface Decision {

        /**
         * Write these, in one transaction.
         *
         * @param drafts the rows
         */
        record Write(List<Draft> drafts) implements Decision {

            /** Copies. */
            public Write {
                drafts = List.copyOf(drafts);
            }
        }

        /**
         * Write nothing.
         *
         * @param reason for the person who wanted it
         */
        record Decline(String reason) implements Decision {}
    }

    /**
     * A row that has no dot yet.
     *
     * @param shard where it goes
     * @param maker gives the row for the dot that is minted
     */
    record Draft(ShardId shard, Maker maker) {}

    /** Makes the row. */
    @FunctionalInterface
    interface Maker {

        /** The row with this dot and time; its dot must be the given one. */
        Row make(Dot dot, HybridTimestamp at);
    }

    /** What is durable here. */
    interface Place {

        /** Who writes. */
        Actor writer();

        /** The live rows of a key. */
        List<Row> live(ShardId shard, String key);

        /** The newest live row that the writer wrote into a shard; empty before its first. */
        Optional<Row> newest(ShardId shard);

        /** The newest live row of each other actor of a shard, at most {@code max}, the newest first. */
        List<Row> newestOfOthers(ShardId shard, int max);
    }

    /** How a write ended. */
    sealed interface Written {

        /** It is durable. */
        record Durable() implements Written {}

        /**
         * It was declined.
         *
         * @param reason for the person
         */
        record Declined(String reason) implements Written {}

        /**
         * It is not durable, as far as is known.
         *
         * @param reason for people
         */
        record Failed(String reason) implements Written {}
    }
}

package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.WardId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two replicas say to each other; {@link SyncCodec} has the bytes. Times are milliseconds since 1970. */
public sealed interface SyncMessage {

    /**
     * First message of both ends.
     *
     * @param versionMin oldest protocol version spoken
     * @param versionMax newest protocol version spoken
     * @param role what the speaker is
     * @param actor site and incarnation
     * @param bootNonce of this process
     * @param name for people
     * @param wards whose shards
     * @param hashes of the context and the chain heads of each shard; shards of equal hash need no {@link Context}
     * @param wallMillis the speaker's clock
     */
    record Hello(
            int versionMin,
            int versionMax,
            Role role,
            Actor actor,
            long bootNonce,
            String name,
            SortedSet<WardId> wards,
            SortedMap<ShardId, Long> hashes,
            long wallMillis)
            implements SyncMessage {

        /** Copies. */
        public Hello {
            wards = Collections.unmodifiableSortedSet(new TreeSet<>(wards));
            hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        }

        Set<WardId> shared(Set<WardId> others) {
            Set<WardId> both = new TreeSet<>(wards);
            both.retainAll(others);
            return Set.copyOf(both);
        }
    }

    /**
     * Second message of both ends, once both have greeted: where the speaker last knew the receiver's own hash chains,
     * so that the receiver finds out whether another box has written under its name. Of the shards whose hashes differ.
     *
     * @param heads of streams that the receiver's site writes, ascending by stream
     */
    record Heads(List<ChainHead> heads) implements SyncMessage {

        /** Copies. */
        public Heads {
            heads = List.copyOf(heads);
        }
    }

    /**
     * What the speaker holds, beyond what it has said before. Contexts only grow: the receiver joins it.
     *
     * @param changes by stream
     */
    record Context(SortedMap<StreamId, Holding> changes) implements SyncMessage {

        /** Copies. */
        public Context {
            changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
        }
    }

    /**
     * Asks for part of a stream. Answered by {@link Data} of the same request, the last one marked.
     *
     * @param request a number of the asker's choice, above 0, not in use
     * @param lane how urgent
     * @param stream of what
     * @param ranges which sequences
     * @param bytesMax about how much at most
     */
    record Want(long request, Lane lane, StreamId stream, Ranges ranges, int bytesMax) implements SyncMessage {}

    /**
     * Entries, and exactly what they cover. To be acknowledged unless empty.
     *
     * @param number of the sender's choice, above 0, not in use
     * @param request which {@link Want} it answers; 0 when pushed
     * @param last is it the last answer to the request? true when pushed
     * @param lane how urgent
     * @param delta what; empty when the sender has none of what was asked
     */
    record Data(long number, long request, boolean last, Lane lane, Delta delta) implements SyncMessage {}

    /**
     * The receiver of {@link Data} has made it durable.
     *
     * @param number of the data
     * @param durable exactly what is durable
     */
    record Acknowledgement(long number, SortedMap<StreamId, Ranges> durable) implements SyncMessage {

        /** Copies. */
        public Acknowledgement {
            durable = Collections.unmodifiableSortedMap(new TreeMap<>(durable));
        }
    }

    /**
     * A digest of what is live of the registers that the speaker is the authority of in this session; see
     * {@link Repair}. Since version 2, as the next two.
     *
     * @param hashes by shard
     */
    record Digests(SortedMap<ShardId, Long> hashes) implements SyncMessage {

        /** Copies. */
        public Digests {
            hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        }
    }

    /**
     * The speaker's digest was another: here are those of its blocks in which anything is live.
     *
     * @param shard of which
     * @param hashes by stream and block
     */
    record BlockDigests(ShardId shard, SortedMap<StreamId, SortedMap<Long, Long>> hashes) implements SyncMessage {

        /** Copies. */
        public BlockDigests {
            hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        }
    }

    /**
     * The authority's word on the blocks whose digests differ.
     *
     * @param blocks by stream and block
     */
    record LiveBlocks(SortedMap<StreamId, SortedMap<Long, LiveDots>> blocks) implements SyncMessage {

        /** Copies. */
        public LiveBlocks {
            blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
        }
    }

    /**
     * Are you there, and what time is it?
     *
     * @param sentMillis the speaker's clock
     */
    record Ping(long sentMillis) implements SyncMessage {}

    /**
     * Answer to {@link Ping}.
     *
     * @param pingMillis what the ping said
     * @param wallMillis the answerer's clock
     */
    record Pong(long pingMillis, long wallMillis) implements SyncMessage {}

    /**
     * Last message.
     *
     * @param reason why
     * @param detail for people; at most {@value #DETAIL_BYTES_MAX} bytes
     */
    record Bye(EndReason reason, String detail) implements SyncMessage {

        /** Longest detail. */
        public static final int DETAIL_BYTES_MAX = 1024;
    }
}

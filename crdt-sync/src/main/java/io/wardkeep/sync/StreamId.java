package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;

/**
 * One gap-free sequence with one writer: what an actor writes into a shard; for observations, of one device.
 *
 * @param shard where it belongs
 * @param actor its single writer
 * @param device the device's ordinal at that site, from 1; 0 for all families but {@link Family#OBS}
 */
public record StreamId(ShardId shard, Actor actor, int device) implements Comparable<StreamId> {

    /** Only observations have a device ordinal. */
    public StreamId {
        if (device < 0 || (device > 0) != (shard.family() == Family.OBS)) {
            throw new IllegalArgumentException("device ordinal " + device + " in family " + shard.family());
        }
    }

    /** The stream of what {@code actor} writes into a shard of rows. */
    public static StreamId rows(ShardId shard, Actor actor) {
        return new StreamId(shard, actor, 0);
    }

    /** Field by field, in the order of the fields. */
    @Override
    public int compareTo(StreamId other) {
        int byShard = shard.compareTo(other.shard);
        if (byShard != 0) {
            return byShard;
        }
        int byActor = actor.compareTo(other.actor);
        return byActor != 0 ? byActor : Integer.compare(device, other.device);
    }
}

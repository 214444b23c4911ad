package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.BitCoder;
import io.wardkeep.ward.WardId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which stream is meant, and what is remembered of each. Mutable, of one end. */
final class StreamModel {

    /** Streams that are remembered; of a stream beyond, the whole name is said again. */
    static final int STREAMS_MAX = 1_024;

    private static final int SHARDS_MAX = 256;
    private static final int ACTORS_MAX = 1_024;
    private static final int WARD_BYTES_MAX = 64;
    private static final int STREAM_BYTES = 64;
    private static final int NUMBER = 65;
    private static final Family[] FAMILIES = Family.values();

    /** What is remembered of a stream. */
    static final class Memory {
        final StreamId stream;
        /** After the last sequence that data covered. */
        long nextData = 1;
        /** After the last sequence that was told to be held. */
        long nextHeld = 1;
        /** After the last sequence that was asked for. */
        long nextWanted = 1;
        /** After the last sequence that was acknowledged. */
        long nextAcknowledged = 1;
        /** Of its readings; null before the first. */
        @Nullable ReadingModel readings;

        Memory(StreamId stream) {
            this.stream = stream;
        }
    }

    private final Slots<ShardId> shards = new Slots<>(SHARDS_MAX);
    private final Slots<Actor> actors = new Slots<>(ACTORS_MAX);
    private final Slots<StreamId> streams = new Slots<>(STREAMS_MAX);
    private final List<Memory> memories = new ArrayList<>();
    private final int[] devices = BitCoder.cells(NUMBER, 600, 2);
    private final int[] lengths = BitCoder.cells(NUMBER, 600, 2);

    /** Codes a stream. */
    Memory code(BitCoder coder, @Nullable StreamId given, Budget budget) throws MalformedBytesException {
        budget.take(STREAM_BYTES);
        int number = streams.code(coder, streams.numberOfGiven(given));
        if (number == Slots.NEW) {
            StreamId stream = fresh(coder, given);
            number = streams.add(stream);
            Slots.put(memories, number, new Memory(stream));
        }
        return memories.get(number);
    }

    private StreamId fresh(BitCoder coder, @Nullable StreamId given) throws MalformedBytesException {
        ShardId shard = shard(coder, given == null ? null : given.shard());
        Actor actor = actor(coder, given == null ? null : given.actor());
        long device = coder.number(devices, 0, given == null ? 0 : given.device());
        if (given != null) {
            return given;
        }
        if (device < 0 || device > Integer.MAX_VALUE) {
            throw new MalformedBytesException("a device ordinal beyond 31 bits");
        }
        return DeltaCodec.valid(() -> new StreamId(shard, actor, (int) device));
    }

    private ShardId shard(BitCoder coder, @Nullable ShardId given) throws MalformedBytesException {
        int number = shards.code(coder, shards.numberOfGiven(given));
        if (number != Slots.NEW) {
            return shards.value(number);
        }
        byte[] ward = given == null ? new byte[0] : given.ward().name().getBytes(StandardCharsets.UTF_8);
        long length = coder.number(lengths, 0, ward.length);
        if (length < 0 || length > WARD_BYTES_MAX) {
            throw new MalformedBytesException("a ward's name of more than " + WARD_BYTES_MAX + " bytes");
        }
        byte[] name = new byte[(int) length];
        for (int index = 0; index < name.length; index++) {
            name[index] = (byte) coder.raw(given == null ? 0 : ward[index], Byte.SIZE);
        }
        int family = (int) coder.upTo(
                FAMILIES.length - 1L, given == null ? 0 : given.family().ordinal());
        ShardId shard = given != null
                ? given
                : DeltaCodec.valid(
                        () -> new ShardId(new WardId(new String(name, StandardCharsets.UTF_8)), FAMILIES[family]));
        shards.add(shard);
        return shard;
    }

    /** Codes an actor. */
    Actor actor(BitCoder coder, @Nullable Actor given) throws MalformedBytesException {
        int number = actors.code(coder, actors.numberOfGiven(given));
        if (number != Slots.NEW) {
            return actors.value(number);
        }
        long high = coder.raw64(given == null ? 0 : given.siteHigh());
        long low = coder.raw64(given == null ? 0 : given.siteLow());
        int incarnation = (int) coder.raw(given == null ? 0 : given.incarnation(), Integer.SIZE);
        Actor actor = new Actor(high, low, incarnation);
        actors.add(actor);
        return actor;
    }
}

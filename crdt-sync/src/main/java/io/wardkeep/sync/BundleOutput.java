package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says as frames what a session would say, to nobody in particular: the greeting, the data, the goodbye. A bundle needs
 * no order of arrival and may arrive any number of times, since every frame is self-contained and idempotent.
 */
public final class BundleOutput {

    /** Room for what surrounds a delta in a frame. */
    private static final int FRAME_MARGIN = 2 << 10;

    /** Where the data come from; as {@link ReplicaStore#scan}. */
    @FunctionalInterface
    public interface Source {

        /** What is held of {@code wanted}, up to about {@code bytesMax}, and exactly the ranges that it covers. */
        Delta scan(StreamId stream, Ranges wanted, int bytesMax);
    }

    /** Where the frames go. */
    @FunctionalInterface
    public interface Sink {

        /** Takes the next frame. */
        void write(Bytes frame) throws IOException;
    }

    /**
     * What went into a bundle.
     *
     * @param rows rows
     * @param readings readings in blocks
     * @param lost sequences that are declared lost
     * @param withheld sequences that were wanted and that the source could not give
     */
    public record Contents(long rows, long readings, long lost, long withheld) {

        /** The sums. */
        Contents plus(Delta delta) {
            return new Contents(rows + delta.rows().size(), readings + readings(delta), lost + lost(delta), withheld);
        }

        private Contents withheld(long more) {
            return new Contents(rows, readings, lost, withheld + more);
        }

        private static long readings(Delta delta) {
            return delta.blocks().stream().mapToLong(ObservationBlock::count).sum();
        }

        private static long lost(Delta delta) {
            return delta.lost().stream()
                    .mapToLong(loss -> loss.last() - loss.first() + 1)
                    .sum();
        }
    }

    private final Sink sink;
    private long number;
    private Contents contents = new Contents(0, 0, 0, 0);

    private BundleOutput(Sink sink) {
        this.sink = sink;
    }

    /**
     * Writes a bundle.
     *
     * @param self whose it is; only streams of its site go in
     * @param held what is durable here, of which the greeting tells a hash for each shard
     * @param wanted what is to go in, within {@code held}
     * @param source gives it
     * @param sink takes the frames
     * @param wallMillis this side's clock
     */
    public static Contents write(
            SyncIdentity self,
            SortedMap<StreamId, Holding> held,
            SortedMap<StreamId, Ranges> wanted,
            Source source,
            Sink sink,
            long wallMillis)
            throws IOException {
        BundleOutput output = new BundleOutput(sink);
        output.say(new SyncMessage.Hello(
                SyncCodec.VERSION_MIN,
                SyncCodec.VERSION_MIN,
                self.role(),
                self.actor(),
                self.bootNonce(),
                self.name(),
                new TreeSet<>(self.wards()),
                Tracks.hashes(held, new TreeMap<>()),
                wallMillis));
        List<StreamId> urgentFirst = wanted.keySet().stream()
                .filter(stream -> stream.actor().site().equals(self.actor().site()))
                .sorted(Comparator.comparing(BundleOutput::lane).thenComparing(Comparator.naturalOrder()))
                .toList();
        for (StreamId stream : urgentFirst) {
            output.stream(stream, wanted.getOrDefault(stream, Ranges.EMPTY), source);
        }
        output.say(new SyncMessage.Bye(EndReason.STOPPING, ""));
        return output.contents;
    }

    private static Lane lane(StreamId stream) {
        return stream.shard().family() == Family.OBS ? Lane.BACKLOG : Lane.of(stream);
    }

    private void stream(StreamId stream, Ranges wanted, Source source) throws IOException {
        Lane lane = lane(stream);
        Ranges left = wanted;
        while (!left.isEmpty()) {
            Delta exact = exact(source.scan(stream, left, lane.answerBytesMax()), stream, left);
            if (exact.isEmpty()) {
                contents = contents.withheld(left.cardinality());
                return;
            }
            for (Delta part : Deltas.split(exact, lane.frameBytesMax() - FRAME_MARGIN)) {
                say(new SyncMessage.Data(++number, 0, true, lane, part));
            }
            contents = contents.plus(exact);
            left = left.minus(exact.covered(stream));
        }
    }

    private static Delta exact(Delta found, StreamId stream, Ranges wanted) {
        try {
            return found.only(stream, wanted);
        } catch (MalformedBytesException damaged) {
            throw new IllegalStateException("the store gave a block that cannot be read", damaged);
        }
    }

    private void say(SyncMessage message) throws IOException {
        sink.write(SyncCodec.encode(message));
    }
}

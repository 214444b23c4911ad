package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.ward.Reading;
import java.util.ArrayList;
import java.util.List;

/** Cuts and joins observation blocks at the level of readings. Pure functions. */
public final class Blocks {

    private Blocks() {}

    /** The block of {@code readings}, the first of which has the sequence {@code first}. */
    public static ObservationBlock of(StreamId stream, long first, List<? extends Reading> readings) {
        return new ObservationBlock(stream, first, first + readings.size() - 1, SegmentCodec.encode(readings));
    }

    /**
     * The readings of a block.
     *
     * @throws MalformedBytesException when the body cannot be read or holds another number of readings than it says
     */
    public static List<Reading> readings(ObservationBlock block) throws MalformedBytesException {
        List<Reading> readings = SegmentCodec.decode(block.body());
        requireCount(block, readings.size());
        return readings;
    }

    /**
     * Looks whether {@link #readings} of a block can be had, for less than half of what making them costs.
     *
     * @throws MalformedBytesException where {@link #readings} throws it
     */
    public static void check(ObservationBlock block) throws MalformedBytesException {
        requireCount(block, SegmentCodec.check(block.body()));
    }

    private static void requireCount(ObservationBlock block, int held) throws MalformedBytesException {
        if (held != block.count()) {
            throw new MalformedBytesException("block of " + block.count() + " readings holds " + held);
        }
    }

    /**
     * The parts of a block inside {@code wanted}, in order; the block itself when that is all of it.
     *
     * @throws MalformedBytesException when a cut is needed and the body cannot be read
     */
    public static List<ObservationBlock> keep(ObservationBlock block, Ranges wanted) throws MalformedBytesException {
        Ranges whole = Ranges.of(block.first(), block.last());
        Ranges both = whole.intersect(wanted);
        if (both.isEmpty()) {
            return List.of();
        }
        if (both.equals(whole)) {
            return List.of(block);
        }
        List<Reading> readings = readings(block);
        List<ObservationBlock> parts = new ArrayList<>(both.count());
        for (int index = 0; index < both.count(); index++) {
            int from = (int) (both.first(index) - block.first());
            int until = (int) (both.last(index) - block.first()) + 1;
            parts.add(of(block.stream(), both.first(index), readings.subList(from, until)));
        }
        return parts;
    }

    /**
     * The part {@code first..last} of a block that holds it.
     *
     * @throws MalformedBytesException when a cut is needed and the body cannot be read
     */
    public static ObservationBlock slice(ObservationBlock block, long first, long last) throws MalformedBytesException {
        if (first < block.first() || last > block.last() || last < first) {
            throw new IllegalArgumentException(
                    first + ".." + last + " is not within " + block.first() + ".." + block.last());
        }
        return keep(block, Ranges.of(first, last)).getFirst();
    }

    /**
     * One block from blocks of one stream that follow each other without gaps, together at most
     * {@link SegmentCodec#READINGS_MAX} readings.
     *
     * @throws MalformedBytesException when a body cannot be read
     */
    public static ObservationBlock concat(List<ObservationBlock> blocks) throws MalformedBytesException {
        ObservationBlock head = blocks.getFirst();
        if (blocks.size() == 1) {
            return head;
        }
        List<Reading> readings = new ArrayList<>();
        long next = head.first();
        for (ObservationBlock block : blocks) {
            if (!block.stream().equals(head.stream()) || block.first() != next) {
                throw new IllegalArgumentException("block " + block.first() + " does not follow " + (next - 1));
            }
            readings.addAll(readings(block));
            next = block.last() + 1;
        }
        return of(head.stream(), head.first(), readings);
    }
}

package io.wardkeep.lattice;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Packed entries by a hash of theirs: open addressing, one reference an entry and at least a third of the places
 * vacant. Entries of one hash lie in one run of taken places, so that walking from {@link #home} to the first vacant
 * place meets them all. Knuth, "The art of computer programming", volume 3, section 6.4, algorithms L and R. Mutable;
 * belongs to the thread of the replica that it is part of.
 */
@SuppressWarnings("ReferenceEquality") // An entry is this very array.
final class PackedTable {

    /** What lies where nothing lies. */
    static final byte[] VACANT = new byte[0];

    /** How an entry is found. */
    @FunctionalInterface
    interface Hash {
        /** All 64 bits count. */
        long of(byte[] entry);
    }

    private final Hash hash;
    private byte[][] places = vacant(12);
    private int size;

    PackedTable(Hash hash) {
        this.hash = hash;
    }

    private static byte[][] vacant(int count) {
        byte[][] places = new byte[count][];
        Arrays.fill(places, VACANT);
        return places;
    }

    int size() {
        return size;
    }

    /** Where the entries of a hash begin. */
    int home(long ofHash) {
        return (int) Math.unsignedMultiplyHigh(ofHash, places.length);
    }

    /** The entry there, or {@link #VACANT}. */
    byte[] at(int place) {
        return places[place];
    }

    /** The place behind. */
    int next(int place) {
        return place + 1 == places.length ? 0 : place + 1;
    }

    void add(byte[] entry) {
        if (3 * (size + 1) > 2 * places.length) {
            // A third more, not twice as many: there is one such table for every state in memory.
            byte[][] before = places;
            places = vacant(before.length + before.length / 3);
            for (byte[] moved : before) {
                if (moved != VACANT) {
                    put(moved);
                }
            }
        }
        put(entry);
        size++;
    }

    private void put(byte[] entry) {
        int place = home(hash.of(entry));
        while (places[place] != VACANT) {
            place = next(place);
        }
        places[place] = entry;
    }

    /** Removes this very entry, which is here. */
    void remove(byte[] entry) {
        int vacated = placeOf(entry);
        // Entries behind it that would no longer be found move up.
        for (int place = next(vacated); places[place] != VACANT; place = next(place)) {
            int wanted = home(hash.of(places[place]));
            if (distance(wanted, place) >= distance(vacated, place)) {
                places[vacated] = places[place];
                vacated = place;
            }
        }
        places[vacated] = VACANT;
        size--;
    }

    /** Puts {@code by} where {@code entry} is; both have one hash. */
    void replace(byte[] entry, byte[] by) {
        places[placeOf(entry)] = by;
    }

    private int placeOf(byte[] entry) {
        int place = home(hash.of(entry));
        while (places[place] != entry) {
            place = next(place);
        }
        return place;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + places.length;
    }

    void forEach(Consumer<byte[]> action) {
        for (byte[] entry : places) {
            if (entry != VACANT) {
                action.accept(entry);
            }
        }
    }
}

package io.wardkeep.segment;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the readings of a body before any of it is coded: its columns in the order in which they first
 * appear, which reading belongs to which, and the ranges.
 */
final class Profile {

    /** Bodies with fewer readings and samples have no ranges in their header: they would be half of the body. */
    static final int RANGED_MIN = 64;

    /** Fewer samples are not worth a table of the numbers used. */
    static final int LEVELED_MIN = 256;

    /** The widest range with such a table, in numbers per sample. */
    static final int LEVELED_SPREAD = 4;

    /** Readings; an array of them would have the type of each looked at, which takes as long as the rest. */
    private final Object[] readings;

    private final int[] columnOf;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<ChannelKey, Entry> entryByKey = new HashMap<>();
    private final Map<ChannelKey, Family> families = new HashMap<>();
    private final List<Channel> channels;
    private int samples;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** A column while it is being looked at. */
    private static final class Entry {

        private final int index;
        private final ChannelKey key;
        private final Family family;
        private final Tally tally = new Tally();
        private @Nullable Entry next;

        private final int code;
        private final int unit;
        private final int scale;
        private final boolean isWave;

        Entry(int index, ChannelKey key, Family family) {
            this.index = index;
            this.key = key;
            this.family = family;
            code = key.code();
            unit = key.unit();
            scale = key.scale();
            isWave = key.isWave();
        }

        /** Does a value belong here? A missing one belongs to the latest column of its metric whatever the decimals. */
        boolean takes(Observation value) {
            return value.code() == code
                    && value.unit() == unit
                    && !isWave
                    && (value.scale() == scale || !value.validity().hasValue())
                    && family.latest == this;
        }
    }

    /** Columns that differ in their decimals alone. */
    private static final class Family {
        private @Nullable Entry latest;
    }

    private Profile(Object[] readings) {
        this.readings = readings;
        columnOf = new int[readings.length];
        Entry before = null;
        for (int index = 0; index < readings.length; index++) {
            before = take(index, before);
        }
        channels = channels(
                entries.stream().map(entry -> entry.key).toList(),
                entries.stream().map(entry -> entry.tally).toList(),
                readings,
                columnOf,
                readings.length + samples >= RANGED_MIN);
    }

    /** Finds the columns and the ranges. */
    static Profile of(List<? extends Reading> readings) {
        return new Profile(readings.toArray());
    }

    private Entry take(int index, @Nullable Entry before) {
        Entry guess = before == null ? null : before.next;
        // Observations first: they are most.
        if (readings[index] instanceof Observation value) {
            Entry entry = guess != null && guess.takes(value) ? guess : find(value, before);
            columnOf[index] = entry.index;
            if (value.validity().hasValue()) {
                entry.tally.value(value.mantissa());
            }
            times(value.measuredMillis());
            return entry;
        }
        Waveform wave = (Waveform) readings[index];
        Entry entry =
                guess != null && guess.key.takes(wave) && guess.family.latest == guess ? guess : find(wave, before);
        columnOf[index] = entry.index;
        samples += wave.length();
        entry.tally.samples(wave);
        times(wave.measuredMillis());
        return entry;
    }

    private void times(long measured) {
        earliest = Math.min(earliest, measured);
        latest = Math.max(latest, measured);
    }

    private Entry find(Reading reading, @Nullable Entry before) {
        Entry entry = entry(reading);
        entry.family.latest = entry;
        if (before != null) {
            before.next = entry;
        }
        return entry;
    }

    private Entry entry(Reading reading) {
        ChannelKey key = ChannelKey.of(reading);
        Family family = families.computeIfAbsent(key.withoutScale(), _ -> new Family());
        boolean missing =
                reading instanceof Observation value && !value.validity().hasValue();
        if (missing && family.latest != null) {
            return family.latest;
        }
        return entryByKey.computeIfAbsent(key, _ -> {
            Entry entry = new Entry(entries.size(), key, family);
            entries.add(entry);
            return entry;
        });
    }

    /** The columns of readings that have been counted. */
    static List<Channel> channels(
            List<ChannelKey> keys, List<Tally> tallies, @Nullable Object[] readings, int[] columnOf, boolean ranged) {
        boolean[][] used = new boolean[keys.size()][];
        int[] least = new int[keys.size()];
        boolean leveled = false;
        for (int index = 0; index < used.length; index++) {
            Channel.Range range = ranged ? tallies.get(index).range() : null;
            if (range != null && mayBeLeveled(keys.get(index), range.count(), range.span())) {
                used[index] = new boolean[(int) range.span() + 1];
                least[index] = (int) range.min();
                leveled = true;
            } else {
                used[index] = new boolean[0];
            }
        }
        for (int index = 0; leveled && index < columnOf.length; index++) {
            boolean[] levels = used[columnOf[index]];
            if (levels.length > 0 && readings[index] instanceof Waveform wave) {
                level(levels, wave, least[columnOf[index]]);
            }
        }
        List<Channel> channels = new ArrayList<>();
        for (int index = 0; index < used.length; index++) {
            channels.add(new Channel(
                    keys.get(index),
                    ranged ? tallies.get(index).range() : null,
                    sparse(used[index]) ? used[index] : null));
        }
        return channels;
    }

    private static void level(boolean[] levels, Waveform wave, int least) {
        int length = wave.length();
        for (int at = 0; at < length; at++) {
            int sample = wave.sample(at);
            if (sample != Waveform.MISSING) {
                levels[sample - least] = true;
            }
        }
    }

    /** Is it worth looking whether a column uses few of the numbers in its range? */
    static boolean mayBeLeveled(ChannelKey key, long count, long span) {
        return key.isWave() && count >= LEVELED_MIN && span <= LEVELED_SPREAD * count;
    }

    /** Is at least every fourth number of the range unused? Then a table of the numbers used pays. */
    private static boolean sparse(boolean[] used) {
        int count = 0;
        for (boolean is : used) {
            count += is ? 1 : 0;
        }
        return used.length > 0 && 4L * count <= 3L * used.length;
    }

    /** How many readings. */
    int count() {
        return readings.length;
    }

    /** In their order. */
    Object reading(int index) {
        return readings[index];
    }

    /** Of all waveforms together. */
    int samples() {
        return samples;
    }

    /** Smallest measured time. */
    long earliest() {
        return earliest;
    }

    /** Largest measured time. */
    long latest() {
        return latest;
    }

    /** The columns. */
    List<Channel> channels() {
        return channels;
    }

    /** The index of a reading's column. */
    int columnOf(int reading) {
        return columnOf[reading];
    }
}

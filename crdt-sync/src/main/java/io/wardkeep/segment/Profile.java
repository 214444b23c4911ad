package io.wardkeep.segment;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the readings of a body before any of it is coded: its columns in the order in which they first
 * appear, which reading belongs to which, and the ranges. A reader makes it again from what it read: a header that says
 * anything else is refused.
 */
final class Profile {

    /** Bodies with fewer readings and samples have no ranges in their header: they would be half of the body. */
    static final int RANGED_MIN = 64;

    /** Fewer samples are not worth a table of the numbers used. */
    static final int LEVELED_MIN = 256;

    /** The widest range with such a table, in numbers per sample. */
    static final int LEVELED_SPREAD = 4;

    private final int samples;
    private final long earliest;
    private final long latest;
    private final List<Channel> channels;
    private final int[] columnOf;

    private Profile(int samples, long earliest, long latest, List<Channel> channels, int[] columnOf) {
        this.samples = samples;
        this.earliest = earliest;
        this.latest = latest;
        this.channels = channels;
        this.columnOf = columnOf;
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

    /** Does every reading belong to the column that is said here? */
    boolean hasColumns(int[] columns) {
        return Arrays.equals(columnOf, columns);
    }

    /** Finds the columns and the ranges. */
    static Profile of(List<? extends Reading> readings) {
        Survey survey = new Survey(readings.size());
        for (int index = 0; index < readings.size(); index++) {
            survey.take(index, readings.get(index));
        }
        return survey.profile(readings);
    }

    /** Is it worth looking whether a column uses few of the numbers in its range? */
    static boolean mayBeLeveled(ChannelKey key, long count, long span) {
        return key.isWave() && count >= LEVELED_MIN && span <= LEVELED_SPREAD * count;
    }

    /** A column while it is being looked at. */
    private static final class Tally {

        private final int index;
        private final ChannelKey key;
        private final Family family;
        private @Nullable Tally next;
        private long count;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;
        private long sum;

        Tally(int index, ChannelKey key, Family family) {
            this.index = index;
            this.key = key;
            this.family = family;
        }

        void value(long value) {
            count++;
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
        }

        Channel.@Nullable Range range() {
            if (count == 0) {
                return null;
            }
            Channel.Range wide = new Channel.Range(count, min, max, 0);
            return wide.isNarrow() ? new Channel.Range(count, min, max, (sum - count * min) / count) : wide;
        }
    }

    /** Columns that differ in their decimals alone. */
    private static final class Family {
        private @Nullable Tally latest;
    }

    /** The first pass. */
    private static final class Survey {

        private final int[] columnOf;
        private final List<Tally> tallies = new ArrayList<>();
        private final Map<ChannelKey, Tally> tallyByKey = new HashMap<>();
        private final Map<ChannelKey, Family> families = new HashMap<>();
        private @Nullable Tally before;
        private int samples;
        private long earliest = Long.MAX_VALUE;
        private long latest = Long.MIN_VALUE;

        Survey(int readings) {
            columnOf = new int[readings];
        }

        void take(int index, Reading reading) {
            Tally tally = tally(reading);
            columnOf[index] = tally.index;
            earliest = Math.min(earliest, reading.measuredMillis());
            latest = Math.max(latest, reading.measuredMillis());
            if (reading instanceof Waveform wave) {
                samples += wave.length();
                samples(wave, tally);
            } else if (reading instanceof Observation value && value.validity().hasValue()) {
                tally.value(value.mantissa());
            }
        }

        private static void samples(Waveform wave, Tally tally) {
            long sum = 0;
            int min = Integer.MAX_VALUE;
            int max = Integer.MIN_VALUE;
            int missing = 0;
            int length = wave.length();
            for (int index = 0; index < length; index++) {
                int sample = wave.sample(index);
                if (sample == Waveform.MISSING) {
                    missing++;
                } else {
                    sum += sample;
                    min = Math.min(min, sample);
                    max = Math.max(max, sample);
                }
            }
            if (missing < length) {
                tally.count += length - missing;
                tally.sum += sum;
                tally.min = Math.min(tally.min, min);
                tally.max = Math.max(tally.max, max);
            }
        }

        private Tally tally(Reading reading) {
            Tally previous = before;
            Tally found = previous == null ? null : previous.next;
            if (found == null || !found.key.takes(reading) || found.family.latest != found) {
                found = find(reading);
                if (previous != null) {
                    previous.next = found;
                }
            }
            found.family.latest = found;
            before = found;
            return found;
        }

        private Tally find(Reading reading) {
            ChannelKey key = ChannelKey.of(reading);
            Family family = families.computeIfAbsent(key.withoutScale(), _ -> new Family());
            boolean missing =
                    reading instanceof Observation value && !value.validity().hasValue();
            if (missing && family.latest != null) {
                return family.latest;
            }
            return tallyByKey.computeIfAbsent(key, _ -> {
                Tally tally = new Tally(tallies.size(), key, family);
                tallies.add(tally);
                return tally;
            });
        }

        Profile profile(List<? extends Reading> readings) {
            boolean ranged = columnOf.length + samples >= RANGED_MIN;
            boolean[][] used = new boolean[tallies.size()][];
            for (Tally tally : tallies) {
                used[tally.index] = new boolean
                        [ranged && mayBeLeveled(tally.key, tally.count, tally.max - tally.min)
                                ? (int) (tally.max - tally.min) + 1
                                : 0];
            }
            for (int index = 0; index < columnOf.length; index++) {
                boolean[] levels = used[columnOf[index]];
                if (levels.length > 0 && readings.get(index) instanceof Waveform wave) {
                    int min = (int) tallies.get(columnOf[index]).min;
                    for (int at = 0; at < wave.length(); at++) {
                        if (wave.sample(at) != Waveform.MISSING) {
                            levels[wave.sample(at) - min] = true;
                        }
                    }
                }
            }
            List<Channel> channels = new ArrayList<>();
            for (Tally tally : tallies) {
                channels.add(new Channel(
                        tally.key,
                        ranged ? tally.range() : null,
                        sparse(used[tally.index]) ? used[tally.index] : null));
            }
            return new Profile(samples, earliest, latest, channels, columnOf);
        }

        /** Is at most every fourth number of the range unused? Then a table of the numbers used pays. */
        private static boolean sparse(boolean[] used) {
            int count = 0;
            for (boolean is : used) {
                count += is ? 1 : 0;
            }
            return used.length > 0 && 4L * count <= 3L * used.length;
        }
    }
}

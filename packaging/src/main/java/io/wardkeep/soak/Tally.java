package io.wardkeep.soak;

import io.wardkeep.demo.HubRecord;
import java.util.Map;
import java.util.Set;

/**
 * What became of acknowledged messages.
 *
 * @param acknowledged values that were acknowledged to their device
 * @param lost of those, how many the hub does not hold
 * @param duplicated values that the hub holds more than once
 */
public record Tally(long acknowledged, long lost, long duplicated) {

    /** Compares what a device was promised with what is stored. */
    static Tally of(Set<Integer> codes, Set<Long> acknowledgedTimes, Map<HubRecord.Mark, Integer> stored) {
        long lost = 0;
        for (int code : codes) {
            for (long time : acknowledgedTimes) {
                if (!stored.containsKey(new HubRecord.Mark(code, time))) {
                    lost++;
                }
            }
        }
        long duplicated =
                stored.values().stream().mapToLong(count -> count - 1L).sum();
        return new Tally((long) codes.size() * acknowledgedTimes.size(), lost, duplicated);
    }

    /** Nothing lost, nothing doubled, and something was there to be lost. */
    public boolean kept() {
        return acknowledged > 0 && lost == 0 && duplicated == 0;
    }

    /** In a line. */
    public String line() {
        return "acknowledged %,d   lost %,d   duplicated %,d".formatted(acknowledged, lost, duplicated);
    }
}

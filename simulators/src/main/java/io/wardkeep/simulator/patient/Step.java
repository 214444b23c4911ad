package io.wardkeep.simulator.patient;

import java.time.Duration;

/**
 * One line of a script.
 *
 * @param at when, after the start
 * @param bed a bed's name, or {@code #2} for the second of the ward
 * @param episode what happens
 */
public record Step(Duration at, String bed, Episode episode) {

    /** Is it going on, so many milliseconds after the start? */
    public boolean lasts(long atMillis) {
        long since = atMillis - at.toMillis();
        return since >= 0 && since < episode.length().toMillis();
    }
}

package io.wardkeep.ward;

import io.wardkeep.lattice.Dot;
import java.util.Optional;

/**
 * One occurrence of one alert condition, named by the dot of the fact that raised it. Unique for ever; a re-raise after
 * the end is another episode.
 *
 * @param raise the dot of the first raise, in the alert stream of the gateway that owns the sensor
 */
public record EpisodeId(Dot raise) implements Comparable<EpisodeId> {

    /** Reads exactly what {@link #toString()} writes; empty for anything else. */
    public static Optional<EpisodeId> parse(String text) {
        return Dot.parse(text).map(EpisodeId::new);
    }

    @Override
    public int compareTo(EpisodeId other) {
        return raise.compareTo(other.raise);
    }

    /** {@code <32 hex digits of the site>-<incarnation>-<sequence>}: fit for a URL, a topic and a file name. */
    @Override
    public String toString() {
        return raise.text();
    }
}

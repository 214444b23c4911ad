package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.EpisodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One thing that was said about an alert episode. Facts only accumulate: an episode is the set of its facts, and what
 * it means is read from the set by {@link AlertEpisode}. Times are milliseconds since 1970 by the writer's clock.
 */
public sealed interface AlertFact {

    /** Which episode it speaks of. */
    EpisodeKey key();

    /** The episode's id. */
    default EpisodeId episode() {
        return key().episode();
    }

    /** The episode's condition. */
    default ConditionKey condition() {
        return key().condition();
    }

    /** When it was said. */
    long atMillis();

    /** Only the gateway that owns the sensor may say it. */
    default boolean ownersOnly() {
        return switch (this) {
            case Raised _, Ended _ -> true;
            case Reset _, Acknowledged _, Paused _, PauseCancelled _, Responsibility _, Delivered _ -> false;
        };
    }

    /**
     * The condition was raised, or raised again: each rise of its priority, each return to unwatched, and each further
     * alarm of a device under the same condition opens the next epoch. The row of epoch 1 carries the dot that names
     * the episode. Epochs grow, and may leave numbers out.
     *
     * @param key which episode
     * @param epoch from 1
     * @param priority of this epoch
     * @param atMillis when
     * @param limit the limit that was crossed, if any
     * @param value the value that crossed it, if any
     * @param unit the context-free code of the unit of both; 0 where there is neither
     * @param latching does it go on signalling after its end until somebody acts?
     * @param predecessor the episode of the same condition before this one, if any
     * @param cause what the device calls its own alarm that opened this epoch, 1 to {@value #CAUSE_MAX} characters
     */
    record Raised(
            EpisodeKey key,
            long epoch,
            AlertPriority priority,
            long atMillis,
            Optional<Decimal> limit,
            Optional<Decimal> value,
            int unit,
            boolean latching,
            Optional<EpisodeId> predecessor,
            Optional<String> cause)
            implements AlertFact {

        /** Longest name of a cause. */
        public static final int CAUSE_MAX = 120;

        /** An episode cannot be raised more often in one life. */
        private static final int EPOCHS_OF_LIFE_BITS = 20;

        /** Epochs count from 1; a cause has a name. */
        public Raised {
            requireEpoch(epoch);
            if (cause.isPresent() && (cause.get().isBlank() || cause.get().length() > CAUSE_MAX)) {
                throw new IllegalArgumentException("a cause has 1 to " + CAUSE_MAX + " characters");
            }
        }

        /** Raised by something that has no name of its own. */
        public Raised(
                EpisodeKey key,
                long epoch,
                AlertPriority priority,
                long atMillis,
                Optional<Decimal> limit,
                Optional<Decimal> value,
                int unit,
                boolean latching,
                Optional<EpisodeId> predecessor) {
            this(key, epoch, priority, atMillis, limit, value, unit, latching, predecessor, Optional.empty());
        }

        /**
         * The epoch that {@code writer} opens after {@code newest}: the next one within the life that raised the
         * episode. In a later life it is above all that any earlier one can have opened, since what those opened may be
         * lost here and acknowledged elsewhere, and that must not cover what is raised now. Below 2⁵³, so that pages
         * can tell epochs apart.
         */
        public static long epochAfter(long newest, EpisodeId episode, Actor writer) {
            Actor raisedBy = episode.raise().actor();
            return raisedBy.equals(writer)
                    ? newest + 1
                    : Math.max(newest, Integer.toUnsignedLong(writer.incarnation()) << EPOCHS_OF_LIFE_BITS) + 1;
        }
    }

    /**
     * The condition is over.
     *
     * @param key which episode
     * @param atMillis when
     * @param reason why
     */
    record Ended(EpisodeKey key, long atMillis, EndReason reason) implements AlertFact {}

    /**
     * Somebody switched off the signals of a latched episode. Means nothing before the end.
     *
     * @param key which episode
     * @param by who
     * @param atMillis when
     */
    record Reset(EpisodeKey key, Author by, long atMillis) implements AlertFact {}

    /**
     * Somebody saw it and will act.
     *
     * @param key which episode
     * @param epoch the newest that the person saw; later ones are not covered
     * @param by who
     * @param atMillis when
     */
    record Acknowledged(EpisodeKey key, long epoch, Author by, long atMillis) implements AlertFact {

        /** Epochs count from 1. */
        public Acknowledged {
            requireEpoch(epoch);
        }
    }

    /**
     * Somebody asked for quiet for a while. The box that sounds measures {@code untilMillis - atMillis} by its own
     * monotonic clock and clamps it to the policy's maximum.
     *
     * @param key which episode
     * @param epoch the newest that the person saw
     * @param untilMillis when the sound comes back
     * @param by who
     * @param atMillis when
     * @param seen dots of the pauses and cancels of this episode that the writer knew: those this one replaces, all
     *     others are concurrent
     */
    record Paused(EpisodeKey key, long epoch, long untilMillis, Author by, long atMillis, SortedSet<Dot> seen)
            implements AlertFact {

        /** Epochs count from 1; a pause ends after it began. */
        public Paused {
            requireEpoch(epoch);
            if (untilMillis < atMillis) {
                throw new IllegalArgumentException("a pause ends after it began");
            }
            seen = sorted(seen);
        }
    }

    /**
     * Somebody wants the sound back now. Wins over every pause that had not seen it.
     *
     * @param key which episode
     * @param by who
     * @param atMillis when
     */
    record PauseCancelled(EpisodeKey key, Author by, long atMillis) implements AlertFact {}

    /**
     * An operator's answer.
     *
     * @param key which episode
     * @param epoch the newest that the person saw
     * @param answer taken or passed on
     * @param by who
     * @param atMillis when
     * @param seen dots of the answers of this epoch that the writer knew, which this one replaces
     */
    record Responsibility(EpisodeKey key, long epoch, Answer answer, Author by, long atMillis, SortedSet<Dot> seen)
            implements AlertFact {

        /** Epochs count from 1. */
        public Responsibility {
            requireEpoch(epoch);
            seen = sorted(seen);
        }
    }

    /** An operator's answer, most alarming first. The order is part of the stored form: add at the end only. */
    enum Answer {
        /** Nobody answered, or nobody in time. */
        UNDEFINED,
        /** Passed on. */
        REJECTED,
        /** Taken. Not the same as silenced. */
        ACCEPTED
    }

    /**
     * A hop confirms that it shows or sounds the episode.
     *
     * @param key which episode
     * @param epoch the newest that it shows
     * @param hop who confirms, {@code hub} or a gateway's site name, 1 to {@value Author#TEXT_MAX} characters
     * @param atMillis when
     */
    record Delivered(EpisodeKey key, long epoch, String hop, long atMillis) implements AlertFact {

        /** Epochs count from 1; a hop has a name. */
        public Delivered {
            requireEpoch(epoch);
            if (hop.isBlank() || hop.length() > Author.TEXT_MAX) {
                throw new IllegalArgumentException("a hop's name has 1 to " + Author.TEXT_MAX + " characters");
            }
        }
    }

    private static void requireEpoch(long epoch) {
        if (epoch < 1) {
            throw new IllegalArgumentException("epochs count from 1, not " + epoch);
        }
    }

    private static SortedSet<Dot> sorted(SortedSet<Dot> dots) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(dots));
    }
}

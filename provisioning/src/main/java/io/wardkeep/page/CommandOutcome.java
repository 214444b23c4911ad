package io.wardkeep.page;

/**
 * What became of a command.
 *
 * @param <T> what the page shows afterwards
 */
public sealed interface CommandOutcome<T> {

    /**
     * It is done and durable.
     *
     * @param view what holds now
     * @param <T> what the page shows afterwards
     */
    record Done<T>(T view) implements CommandOutcome<T> {}

    /**
     * It was not done.
     *
     * @param reason why
     * @param detail for the person, one sentence, no patient data
     * @param <T> what the page shows afterwards
     */
    record Refused<T>(Refusal reason, String detail) implements CommandOutcome<T> {}

    /** Why a command was not done. */
    enum Refusal {
        /** No such bed, episode or metric. */
        UNKNOWN(404),
        /** The person saw less than what is there now; show it and ask again. */
        OUTDATED(409),
        /** Against the rules of values: crossed limits, outside the plausible range. */
        OUT_OF_BOUNDS(422),
        /** The journal could not make it durable; it may hold in memory, and the page must not say that it is done. */
        NOT_DURABLE(503),
        /** The ward's inbox is full. */
        BUSY(503);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }

        /** The HTTP status that says so. */
        public int status() {
            return status;
        }
    }
}

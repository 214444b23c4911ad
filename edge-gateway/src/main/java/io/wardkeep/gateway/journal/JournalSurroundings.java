package io.wardkeep.gateway.journal;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What the journal needs of the process around it.
 *
 * @param clock the time of declared losses and of the retention
 * @param random for the site's id and the nonces of starts
 * @param health is told of troubles
 * @param fatal is told, once, that the journal has stopped for good and that the process should end; on the store's
 *     thread
 * @param pace of commits, {@link CommitPace#UNBRAKED} in production
 * @param policy of acknowledging, {@link AcknowledgePolicy#AFTER_COMMIT} in production
 */
public record JournalSurroundings(
        InstantSource clock,
        RandomGenerator random,
        JournalHealth health,
        Consumer<Throwable> fatal,
        CommitPace pace,
        AcknowledgePolicy policy) {}

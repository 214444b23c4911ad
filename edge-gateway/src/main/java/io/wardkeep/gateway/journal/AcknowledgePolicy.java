package io.wardkeep.gateway.journal;

/** When an entry's {@code durable} runs. */
public enum AcknowledgePolicy {
    /** Once its commit is durable: what Wardkeep promises. */
    AFTER_COMMIT,
    /**
     * Before its commit, which breaks the promise. Exists for one purpose: the negative control of the crash harness,
     * which must find the loss, or it is blind. Whoever chooses it says so loudly in the log.
     */
    BEFORE_COMMIT_FOR_NEGATIVE_CONTROL
}

package io.wardkeep.gateway.journal;

/**
 * Called right before every commit, on the store's thread. In production it does nothing; the bench lets it block, to
 * show that a slow disk does not slow an alert.
 */
@FunctionalInterface
public interface CommitPace {

    /** As fast as the disk. */
    CommitPace UNBRAKED = () -> {};

    /** May block for as long as the disk is to seem slow. */
    void beforeCommit();
}

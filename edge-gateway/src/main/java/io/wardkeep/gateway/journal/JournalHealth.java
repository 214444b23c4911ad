package io.wardkeep.gateway.journal;

/** Wants to know when the journal is in trouble. Called on the store's thread; must not block. */
public interface JournalHealth {

    /**
     * A trouble began.
     *
     * @param trouble which; not told again before it has ended
     * @param detail for people
     */
    void troubleBegan(JournalTrouble trouble, String detail);

    /** A trouble is over. */
    void troubleEnded(JournalTrouble trouble);
}

package io.wardkeep.driver.intellivue;

/**
 * The result of a poll, or one part of a result that was linked because it is long: naming contexts, in each the
 * observed objects, in each its attributes. Goes from object to object. Used again for the next result; owned by one
 * session.
 */
final class PollResult {

    private static final int ACTION_OCTETS = 10;
    private static final int LIST_OCTETS = 4;
    private static final int ENTRY_OCTETS = 6;
    private static final int ATTRIBUTE_OCTETS = 4;

    private byte[] bytes = new byte[0];
    private int objectClass;
    private long relativeTime;
    private int contextsLeft;
    private int objectsLeft;
    private int context;
    private int objectFrom;
    private int objectUntil;

    /**
     * Reads what follows the operation's header.
     *
     * @return false where it is no poll's result or its lengths contradict each other
     */
    boolean read(byte[] message, int at, int end) {
        if (end - at < ACTION_OCTETS || Octets.u16(message, at + 8) != end - at - ACTION_OCTETS) {
            return false;
        }
        int action = Octets.u16(message, at + 6);
        if (action != Requests.ACTION_POLL && action != Requests.ACTION_POLL_EXTENDED) {
            return false;
        }
        int sequenceOctets = action == Requests.ACTION_POLL_EXTENDED ? 2 : 0;
        int time = at + ACTION_OCTETS + 2 + sequenceOctets;
        int list = time + 4 + 8 + 4 + 2;
        if (end - list < LIST_OCTETS || Octets.u16(message, list + 2) != end - list - LIST_OCTETS) {
            return false;
        }
        bytes = message;
        relativeTime = Octets.u32(message, time);
        objectClass = Octets.u16(message, time + 14);
        contextsLeft = Octets.u16(message, list);
        objectsLeft = 0;
        objectUntil = list + LIST_OCTETS;
        return contextsWellFormed(objectUntil, end, contextsLeft);
    }

    /** When it was made, in the monitor's ticks, 32 bits. For waves, the time of the first sample. */
    long relativeTime() {
        return relativeTime;
    }

    /** What was polled for: numerics, waves, alerts or the system. */
    int objectClass() {
        return objectClass;
    }

    /** Goes to the next object; false behind the last. */
    boolean next() {
        while (objectsLeft == 0) {
            if (contextsLeft == 0) {
                return false;
            }
            contextsLeft--;
            context = Octets.u16(bytes, objectUntil);
            objectsLeft = Octets.u16(bytes, objectUntil + 2);
            objectUntil += ENTRY_OCTETS;
        }
        objectsLeft--;
        objectFrom = objectUntil;
        objectUntil = objectFrom + ENTRY_OCTETS + Octets.u16(bytes, objectFrom + 4);
        return true;
    }

    /** Naming context and handle of the present object: what tells objects of a monitor apart. */
    int instance() {
        return context << 16 | Octets.u16(bytes, objectFrom);
    }

    /** Where the present object's attributes begin. */
    int attributesFrom() {
        return objectFrom + ENTRY_OCTETS;
    }

    /** Where they end. */
    int attributesUntil() {
        return objectUntil;
    }

    private boolean contextsWellFormed(int from, int until, int contexts) {
        int at = from;
        for (int left = contexts; left > 0; left--) {
            int end = endOfEntry(bytes, at, until);
            if (end < 0 || !objectsWellFormed(at, end)) {
                return false;
            }
            at = end;
        }
        return at == until;
    }

    private boolean objectsWellFormed(int entry, int end) {
        int at = entry + ENTRY_OCTETS;
        for (int left = Octets.u16(bytes, entry + 2); left > 0; left--) {
            int next = endOfEntry(bytes, at, end);
            if (next < 0 || !attributesWellFormed(bytes, at + ENTRY_OCTETS, next, Octets.u16(bytes, at + 2))) {
                return false;
            }
            at = next;
        }
        return at == end;
    }

    /** Do so many attributes fill these octets exactly? */
    static boolean attributesWellFormed(byte[] bytes, int from, int until, int attributes) {
        int at = from;
        for (int attribute = 0; attribute < attributes; attribute++) {
            if (until - at < ATTRIBUTE_OCTETS) {
                return false;
            }
            at += ATTRIBUTE_OCTETS + Octets.u16(bytes, at + 2);
            if (at > until) {
                return false;
            }
        }
        return at == until;
    }

    /** Behind an entry of id, count, length and content; negative where it does not fit. */
    private static int endOfEntry(byte[] bytes, int at, int until) {
        if (until - at < ENTRY_OCTETS) {
            return -1;
        }
        int end = at + ENTRY_OCTETS + Octets.u16(bytes, at + 4);
        return end > until ? -1 : end;
    }
}

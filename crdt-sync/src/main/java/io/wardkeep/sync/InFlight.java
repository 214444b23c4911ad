package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.ArrayList;
import java.util.List;

/**
 * What all sessions of one replica have asked for or received and not yet made durable. Replicas of a mesh hear of an
 * entry from several neighbours at once; sessions that share this ask only one of them. What a session had asked for is
 * free for the others once it has ended.
 *
 * <p>Belongs to the one thread that steps all of the sessions which share it.
 */
public final class InFlight {

    private final List<Tracks> running = new ArrayList<>();

    /** Of a replica without sessions. */
    public InFlight() {}

    void begin(Tracks session) {
        running.add(session);
    }

    void end(Tracks session) {
        running.remove(session);
    }

    /** What of {@code wanted} no other session has in flight. */
    Ranges without(Tracks session, StreamId stream, Ranges wanted) {
        Ranges free = wanted;
        for (Tracks other : running) {
            if (other != session && !free.isEmpty()) {
                free = free.minus(other.asked(stream));
            }
        }
        return free;
    }
}

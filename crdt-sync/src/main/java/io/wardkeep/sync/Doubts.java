package io.wardkeep.sync;

import io.wardkeep.lattice.Ranges;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What this side holds and has reason to ask the peer for again: on the lane of repair, one request at a time. */
final class Doubts {

    /** How many separate ranges one request names. */
    static final int RANGES_MAX = 1_000;

    private record Doubt(StreamId stream, Ranges ranges) {}

    private record Asked(long number, Doubt doubt) {}

    private final Emission emission;
    private final Deque<Doubt> waiting = new ArrayDeque<>();
    private Optional<Asked> asked = Optional.empty();

    Doubts(Emission emission) {
        this.emission = emission;
    }

    /** These will be asked for. */
    void add(StreamId stream, Ranges ranges) {
        for (int from = 0; from < ranges.count(); from += RANGES_MAX) {
            int to = Math.min(ranges.count(), from + RANGES_MAX) - 1;
            waiting.add(new Doubt(stream, ranges.intersect(Ranges.of(ranges.first(from), ranges.last(to)))));
        }
    }

    /** Asks for the next, unless an answer is under way. */
    void ask() {
        Doubt next = asked.isPresent() ? null : waiting.poll();
        if (next != null) {
            long number = emission.want(Lane.REPAIR, next.stream(), next.ranges(), Lane.REPAIR.answerBytesMax());
            asked = Optional.of(new Asked(number, next));
        }
    }

    /** Takes an answer; what it leaves open is asked for again, unless the peer had nothing at all. */
    void answered(SyncMessage.Data data) throws ProtocolViolation {
        Asked open = asked.filter(request -> request.number() == data.request())
                .orElseThrow(() -> new ProtocolViolation("answers request " + data.request() + ", which was not made"));
        Doubt doubt = open.doubt();
        Delta delta = data.delta();
        Ranges covered = delta.covered(doubt.stream());
        if (delta.covered().size() > 1
                || (!delta.isEmpty() && covered.isEmpty())
                || !doubt.ranges().containsAll(covered)) {
            throw new ProtocolViolation("answers more than request " + data.request() + " asked");
        }
        Ranges rest = doubt.ranges().minus(covered);
        asked = data.last() ? Optional.empty() : Optional.of(new Asked(open.number(), new Doubt(doubt.stream(), rest)));
        if (data.last() && !covered.isEmpty()) {
            add(doubt.stream(), rest);
        }
    }

    /** Has all been answered? */
    boolean isEmpty() {
        return waiting.isEmpty() && asked.isEmpty();
    }
}

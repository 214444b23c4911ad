package io.wardkeep.gateway.port;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;

/**
 * Which messages of one device came before. A repetition of a message that is not durable yet waits with the first: an
 * acknowledgement never says more than is on disk. Equal messages that are no repetitions share a mark, and each has a
 * fate of its own. Owned by the event loop, or by the loop of a line.
 */
final class Redelivery {

    private final SequencedSet<MessageMark> durable = new LinkedHashSet<>();

    /** What is on its way to the disk, oldest first: several under one mark when equal messages followed each other. */
    private final Map<MessageMark, Deque<Taken>> pending = new HashMap<>();

    /**
     * Messages that were refused while an equal one was durable or on its way: so many that come again with this mark
     * are not repetitions of that one.
     */
    private final SequencedMap<MessageMark, Integer> owed = new LinkedHashMap<>();

    /** Remembers what was durable before, oldest first. */
    Redelivery(List<MessageMark> before) {
        durable.addAll(before);
    }

    /** Was a message with this mark taken, and is none to be sent again that was not? */
    boolean known(MessageMark mark) {
        return !owed.containsKey(mark) && remembered(mark);
    }

    private boolean remembered(MessageMark mark) {
        return durable.contains(mark) || pending.containsKey(mark);
    }

    /**
     * A message that is known came again: acknowledged as soon as the first is durable. Of equal ones on their way it
     * is the one that fewest wait for, since a sender repeats them in their order, and each once.
     */
    void repeated(MessageMark mark, Acknowledgement acknowledgement) {
        Deque<Taken> equal = pending.get(mark);
        if (equal == null) {
            acknowledgement.acknowledge();
        } else {
            equal.stream()
                    .min(Comparator.comparingInt(taken -> taken.waiting.size()))
                    .ifPresent(taken -> taken.waiting.add(acknowledgement));
        }
    }

    /**
     * A message is taken.
     *
     * @param loop runs what it is given on the loop that owns this
     * @return to be told what becomes of it
     */
    Receipt taken(MessageMark mark, Acknowledgement acknowledgement, Consumer<Runnable> loop) {
        owed.computeIfPresent(mark, (_, count) -> count == 1 ? null : count - 1);
        Taken taken = new Taken(acknowledgement);
        pending.computeIfAbsent(mark, _ -> new ArrayDeque<>()).add(taken);
        return new LoopReceipt(
                loop, acknowledgement.senderWaits(), () -> durable(mark, taken), () -> refused(mark, taken));
    }

    /** It is on disk: everybody who waits for it hears so. */
    private void durable(MessageMark mark, Taken taken) {
        durable.remove(mark);
        durable.add(mark);
        while (durable.size() > MessageMark.REMEMBERED_MAX) {
            durable.removeFirst();
        }
        settle(mark, taken);
        taken.waiting.forEach(Acknowledgement::acknowledge);
    }

    /** It was not kept: everybody who waits for it sends it again. */
    private void refused(MessageMark mark, Taken taken) {
        settle(mark, taken);
        if (taken.waiting.getFirst().senderWaits() && remembered(mark)) {
            owed.merge(mark, 1, Integer::sum);
            while (owed.size() > MessageMark.REMEMBERED_MAX) {
                owed.pollFirstEntry();
            }
        }
        taken.waiting.forEach(Acknowledgement::refuse);
    }

    private void settle(MessageMark mark, Taken taken) {
        pending.computeIfPresent(mark, (_, equal) -> {
            equal.remove(taken);
            return equal.isEmpty() ? null : equal;
        });
    }

    /** One message on its way to the disk, and who waits for it: its sender, and each that repeated it meanwhile. */
    private static final class Taken {

        private final List<Acknowledgement> waiting = new ArrayList<>();

        Taken(Acknowledgement first) {
            waiting.add(first);
        }
    }
}

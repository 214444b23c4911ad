package io.wardkeep.gateway.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which messages of one device came before. A repetition of a message that is not durable yet waits with the first: an
 * acknowledgement never says more than is on disk. Owned by the event loop, or by the loop of a line.
 */
final class Redelivery {

    private final SequencedSet<MessageMark> durable = new LinkedHashSet<>();
    private final Map<MessageMark, List<Acknowledgement>> pending = new HashMap<>();

    /** Remembers what was durable before, oldest first. */
    Redelivery(List<MessageMark> before) {
        durable.addAll(before);
    }

    /** Was a message with this mark taken? */
    boolean known(MessageMark mark) {
        return durable.contains(mark) || pending.containsKey(mark);
    }

    /** A message that is known came again: acknowledged as soon as the first is durable. */
    void repeated(MessageMark mark, Acknowledgement acknowledgement) {
        List<Acknowledgement> waiting = pending.get(mark);
        if (waiting == null) {
            acknowledgement.acknowledge();
        } else {
            waiting.add(acknowledgement);
        }
    }

    /** A message is taken; its sender waits. */
    void taken(MessageMark mark, Acknowledgement acknowledgement) {
        pending.computeIfAbsent(mark, _ -> new ArrayList<>()).add(acknowledgement);
    }

    /** It is on disk: everybody who waits hears it. */
    void durable(MessageMark mark) {
        durable.remove(mark);
        durable.add(mark);
        while (durable.size() > MessageMark.REMEMBERED_MAX) {
            durable.removeFirst();
        }
        List<Acknowledgement> waiting = pending.remove(mark);
        if (waiting != null) {
            waiting.forEach(Acknowledgement::acknowledge);
        }
    }

    /** It was not kept: everybody who waits sends it again. */
    void refused(MessageMark mark) {
        List<Acknowledgement> waiting = pending.remove(mark);
        if (waiting != null) {
            waiting.forEach(Acknowledgement::refuse);
        }
    }
}

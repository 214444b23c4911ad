package io.wardkeep.sync;

import io.wardkeep.lattice.GrowingRanges;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Validates a peer's delta before anything of it is joined. */
final class DeltaCheck {

    /** More than any sender puts into a frame: blocks that say much in few bytes are cut by their weight. */
    private static final long WEIGHT_MAX = 1 << 21;

    private DeltaCheck() {}

    static void check(Delta delta, Tracks tracks) throws ProtocolViolation, ForkFound {
        for (Map.Entry<StreamId, Ranges> entry : delta.covered().entrySet()) {
            StreamId stream = entry.getKey();
            if (!tracks.accepts(stream)) {
                throw new ProtocolViolation("not its to send: " + stream);
            }
        }
        checkContent(delta, tracks);
        for (StreamId stream : delta.heads().keySet()) {
            if (delta.covered(stream).isEmpty()) {
                throw new ProtocolViolation("a chain head of " + stream + ", of which it covers nothing");
            }
            checkChain(delta, stream, tracks);
        }
    }

    /** Whoever may say it: is it well-formed, and readable? */
    static void checkContent(Delta delta, Tracks tracks) throws ProtocolViolation {
        for (Map.Entry<StreamId, Ranges> entry : delta.covered().entrySet()) {
            if (entry.getValue().isEmpty()) {
                throw new ProtocolViolation("covers nothing of " + entry.getKey());
            }
        }
        for (Row row : delta.rows()) {
            if (!delta.covered(row.stream()).contains(row.dot().seq())) {
                throw new ProtocolViolation("row " + row.dot() + " outside of what is covered");
            }
        }
        checkFacts(delta, tracks);
        Map<StreamId, Ranges> named = new HashMap<>();
        long weight = 0;
        for (ObservationBlock block : delta.blocks()) {
            weight += block.weight();
            if (weight > WEIGHT_MAX) {
                throw new ProtocolViolation("brings more readings than a frame may");
            }
            name(named, block.stream(), block.first(), block.last());
            try {
                Blocks.check(block);
            } catch (MalformedBytesException unreadable) {
                throw new ProtocolViolation("block " + block.first() + ".." + block.last() + " of " + block.stream()
                        + ": " + unreadable.getMessage());
            }
        }
        for (Lost loss : delta.lost()) {
            name(named, loss.stream(), loss.first(), loss.last());
        }
        for (Map.Entry<StreamId, Ranges> entry : delta.covered().entrySet()) {
            if (entry.getKey().shard().family() == Family.OBS
                    && !entry.getValue().equals(named.getOrDefault(entry.getKey(), Ranges.EMPTY))) {
                throw new ProtocolViolation("covers other readings than it brings of " + entry.getKey());
            }
        }
    }

    /**
     * Facts only accumulate: none supersedes another, none is "seen, and gone", and what a gateway says of alerts is
     * about its own. Else one that lies could make an alert vanish that another has raised.
     */
    private static void checkFacts(Delta delta, Tracks tracks) throws ProtocolViolation {
        Map<StreamId, GrowingRanges> named = new HashMap<>();
        for (Row row : delta.rows()) {
            if (row.shard().family().isRegister()) {
                continue;
            }
            if (!row.supersedes().isEmpty()) {
                throw new ProtocolViolation(
                        "row " + row.dot() + " of " + row.shard() + " supersedes others, and facts only accumulate");
            }
            if (!tracks.mayTell(row)) {
                throw new ProtocolViolation("row " + row.dot() + " is about an alert of another box: " + row.key());
            }
            long seq = row.dot().seq();
            named.computeIfAbsent(row.stream(), _ -> new GrowingRanges()).add(seq, seq);
        }
        for (Map.Entry<StreamId, Ranges> entry : delta.covered().entrySet()) {
            StreamId stream = entry.getKey();
            if (stream.shard().family().isFacts()
                    && (!named.containsKey(stream)
                            || !named.get(stream).toRanges().equals(entry.getValue()))) {
                throw new ProtocolViolation("covers other facts than it brings of " + stream);
            }
        }
    }

    /**
     * The chain goes on where it stood: at the same position it has the same value, and where all entries since are in
     * the delta they lead to the value that it tells.
     */
    private static void checkChain(Delta delta, StreamId stream, Tracks tracks) throws ProtocolViolation, ForkFound {
        Optional<ChainHead> known = tracks.ofPeer(stream).head;
        Optional<ChainHead> told = delta.head(stream);
        if (told.isEmpty() || known.isEmpty() || tracks.isSettled(stream) || tracks.takesBack(stream)) {
            return;
        }
        if (told.get().seq() == known.get().seq()
                && told.get().hash() != known.get().hash()) {
            throw new ForkFound(
                    stream, "another history of " + stream + " at " + told.get().seq());
        }
        if (delta.covered(stream).first(0) == known.get().seq() + 1) {
            OptionalLong leads;
            try {
                leads = Chain.after(known.get().hash(), delta, stream);
            } catch (MalformedBytesException unreadable) {
                throw new ProtocolViolation(stream + ": " + unreadable.getMessage());
            }
            if (leads.isPresent() && leads.getAsLong() != told.get().hash()) {
                String found = "the chain of " + stream + " does not lead from "
                        + known.get().seq() + " to " + told.get().seq() + " as it says";
                if (tracks.isOwn(stream.actor())) {
                    // It is the beginning that differs: what was known here was written by a box that was restored.
                    throw new ForkFound(stream, found);
                }
                throw new ProtocolViolation(found);
            }
        }
    }

    private static void name(Map<StreamId, Ranges> named, StreamId stream, long first, long last)
            throws ProtocolViolation {
        Ranges range = Ranges.of(first, last);
        Ranges before = named.getOrDefault(stream, Ranges.EMPTY);
        if (!before.intersect(range).isEmpty()) {
            throw new ProtocolViolation("names " + first + ".." + last + " of " + stream + " twice");
        }
        named.put(stream, before.union(range));
    }
}

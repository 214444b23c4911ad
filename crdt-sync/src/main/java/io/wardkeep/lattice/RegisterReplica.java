package io.wardkeep.lattice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One replica's state of a {@link ResetRemoveMap} of {@link MultiValueRegister}s, joined in place: what a join costs
 * depends on the delta and not on the state. It is the same lattice: after any joins {@link #snapshot()} equals what
 * joining the values would have given. Almeida, Shoker, Baquero (arXiv 1603.01529), figures 11 and 13.
 *
 * <p>Each live value is one array with its key and its dot, found by either; a delta's context is looked up dot by dot,
 * because a dot that it has seen and does not hold may be live here under any key.
 *
 * <p>Mutable; belongs to one thread. The deltas that it takes and gives, and its snapshots, are immutable.
 */
@SuppressWarnings("ReferenceEquality") // An entry is this very array.
public final class RegisterReplica {

    private final PackedTable byKey = new PackedTable(PackedEntry::keyHash);
    private final PackedTable byDot = new PackedTable(PackedEntry::dotHash);
    private final List<Actor> actors = new ArrayList<>();
    private final List<GrowingRanges> seen = new ArrayList<>();
    private final Map<Actor, Integer> numbers = new HashMap<>();
    private int lastNumber = -1;

    /** During a join an entry that is still in {@link #byKey}: most often what comes next takes its place there. */
    private byte[] leaving = PackedTable.VACANT;

    /** A replica that has seen nothing. */
    public RegisterReplica() {}

    /** How many values are live, siblings counted one by one. */
    public int size() {
        return byKey.size();
    }

    /** The live values of a key, in the order of their dots; none when it was never written or is removed. */
    public List<Bytes> values(Bytes key) {
        return live(key).values();
    }

    /** Writes a key, having seen all that is here, and returns the delta for others. */
    public ResetRemoveMap<DotFun> write(Actor actor, Bytes key, Bytes value) {
        Dot dot = new Dot(actor, seen.get(number(actor)).max() + 1);
        return joined(Causal.superseding(DotMap.of(key, live(key)), DotMap.of(key, DotFun.of(dot, value))));
    }

    /** Removes what is here of a key, and returns the delta for others. */
    public ResetRemoveMap<DotFun> remove(Bytes key) {
        return joined(Causal.superseding(DotMap.of(key, live(key)), DotMap.empty()));
    }

    private ResetRemoveMap<DotFun> joined(Causal<DotMap<DotFun>> causal) {
        ResetRemoveMap<DotFun> delta = new ResetRemoveMap<>(causal);
        join(delta);
        return delta;
    }

    /** Joins another state or delta into this one. */
    public void join(ResetRemoveMap<DotFun> delta) {
        DotMap<DotFun> store = delta.state().store();
        CausalContext context = delta.state().context();
        remove(context, store);
        store.forEach(this::add);
        settle(PackedTable.VACANT);
        for (int index = 0; index < context.count(); index++) {
            seen.get(number(context.actor(index))).addAll(context.ranges(index));
        }
    }

    /** Removes what {@code context} has seen and {@code store} does not hold. */
    private void remove(CausalContext context, DotMap<DotFun> store) {
        long lookUps = 0;
        for (int index = 0; index < context.count(); index++) {
            lookUps += context.ranges(index).cardinality();
            if (lookUps < 0 || lookUps > size()) {
                removeByEntry(context, store);
                return;
            }
        }
        for (int index = 0; index < context.count(); index++) {
            removeByDot(number(context.actor(index)), context.ranges(index), store);
        }
    }

    private void removeByDot(int actor, Ranges ranges, DotMap<DotFun> store) {
        long max = seen.get(actor).max();
        for (int index = 0; index < ranges.count(); index++) {
            long last = Math.min(ranges.last(index), max);
            for (long seq = ranges.first(index); seq <= last; seq++) {
                byte[] entry = find(actor, seq);
                if (entry != PackedTable.VACANT && !holds(store, entry)) {
                    byDot.remove(entry);
                    settle(entry);
                }
            }
        }
    }

    private byte[] find(int actor, long seq) {
        int place = byDot.home(PackedEntry.hash(actor, seq));
        byte[] entry = byDot.at(place);
        while (entry != PackedTable.VACANT && (PackedEntry.seq(entry) != seq || PackedEntry.actor(entry) != actor)) {
            place = byDot.next(place);
            entry = byDot.at(place);
        }
        return entry;
    }

    private void removeByEntry(CausalContext context, DotMap<DotFun> store) {
        List<byte[]> gone = new ArrayList<>();
        byKey.forEach(entry -> {
            if (context.contains(dot(entry)) && !holds(store, entry)) {
                gone.add(entry);
            }
        });
        gone.forEach(entry -> {
            byDot.remove(entry);
            settle(entry);
        });
    }

    /** Finishes the removal of the entry before; {@code next} is to be finished later. */
    private void settle(byte[] next) {
        if (leaving != PackedTable.VACANT) {
            byKey.remove(leaving);
        }
        leaving = next;
    }

    private boolean holds(DotMap<DotFun> store, byte[] entry) {
        if (store.size() == 1) {
            // Most deltas write one key, under a dot that is not here yet.
            return holds(store.firstStore(), entry) && PackedEntry.hasKey(entry, store.firstKey());
        }
        return store.get(PackedEntry.key(entry))
                .filter(register -> holds(register, entry))
                .isPresent();
    }

    private boolean holds(DotFun register, byte[] entry) {
        for (int index = 0; index < register.count(); index++) {
            Dot dot = register.dot(index);
            if (dot.seq() == PackedEntry.seq(entry) && number(dot.actor()) == PackedEntry.actor(entry)) {
                return true;
            }
        }
        return false;
    }

    private void add(Bytes key, DotFun register) {
        for (int index = 0; index < register.count(); index++) {
            Dot dot = register.dot(index);
            int actor = number(dot.actor());
            if (!seen.get(actor).contains(dot.seq())) {
                byte[] entry = PackedEntry.of(key, actor, dot.seq(), register.value(index));
                byDot.add(entry);
                if (leaving != PackedTable.VACANT && PackedEntry.hasKey(leaving, key)) {
                    byKey.replace(leaving, entry);
                    leaving = PackedTable.VACANT;
                } else {
                    byKey.add(entry);
                }
            }
        }
    }

    /** The state as it is now, as a value. Takes as long as sorting it. */
    public ResetRemoveMap<DotFun> snapshot() {
        TreeMap<Bytes, TreeMap<Dot, Bytes>> registers = new TreeMap<>();
        byKey.forEach(entry -> registers
                .computeIfAbsent(PackedEntry.key(entry), _ -> new TreeMap<>())
                .put(dot(entry), PackedEntry.value(entry)));
        TreeMap<Bytes, DotFun> store = new TreeMap<>();
        registers.forEach((key, live) -> store.put(key, DotFun.of(live)));
        return new ResetRemoveMap<>(new Causal<>(DotMap.of(store), context()));
    }

    /** What was seen so far, live or superseded, as a value. */
    public CausalContext context() {
        TreeMap<Actor, Ranges> context = new TreeMap<>();
        for (int number = 0; number < actors.size(); number++) {
            context.put(actors.get(number), seen.get(number).toRanges());
        }
        return new CausalContext(context);
    }

    private DotFun live(Bytes key) {
        TreeMap<Dot, Bytes> live = new TreeMap<>();
        int place = byKey.home(PackedEntry.hash(key));
        for (byte[] entry = byKey.at(place); entry != PackedTable.VACANT; entry = byKey.at(place)) {
            if (PackedEntry.hasKey(entry, key)) {
                live.put(dot(entry), PackedEntry.value(entry));
            }
            place = byKey.next(place);
        }
        return DotFun.of(live);
    }

    private Dot dot(byte[] entry) {
        return new Dot(actors.get(PackedEntry.actor(entry)), PackedEntry.seq(entry));
    }

    private int number(Actor actor) {
        // Most deltas are about the actor of the one before.
        if (lastNumber >= 0 && actors.get(lastNumber).equals(actor)) {
            return lastNumber;
        }
        lastNumber = numbers.computeIfAbsent(actor, more -> {
            actors.add(more);
            seen.add(new GrowingRanges());
            return actors.size() - 1;
        });
        return lastNumber;
    }
}

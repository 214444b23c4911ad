package io.wardkeep.lattice;

import java.util.SortedSet;

/**
 * A set; of concurrent add and remove of an element, add wins. Without tombstones: a removed element is one whose dots
 * were seen and are no longer held. Bieniusa et al., "An optimized conflict-free replicated set" (arXiv 1210.3368);
 * deltas as in Almeida, Shoker, Baquero (arXiv 1603.01529), figure 13.
 *
 * @param state the live adds by element and what was seen
 */
public record AddWinsSet(Causal<DotMap<DotSet>> state) implements Lattice<AddWinsSet> {

    /** Never added to. */
    public static final AddWinsSet EMPTY = new AddWinsSet(new Causal<>(DotMap.empty(), CausalContext.EMPTY));

    /** The elements, in their bytes' order. */
    public SortedSet<Bytes> elements() {
        return state.store().keys();
    }

    /** Is it an element? */
    public boolean contains(Bytes element) {
        return state.store().get(element).isPresent();
    }

    /** The delta that adds an element, or adds it again. */
    public AddWinsSet add(Actor actor, Bytes element) {
        DotMap<DotSet> added = DotMap.of(element, DotSet.of(state.context().next(actor)));
        return new AddWinsSet(Causal.superseding(only(element), added));
    }

    /** The delta that removes what was seen of an element. */
    public AddWinsSet remove(Bytes element) {
        return new AddWinsSet(Causal.superseding(only(element), DotMap.empty()));
    }

    /** The delta that removes all that was seen. */
    public AddWinsSet clear() {
        return new AddWinsSet(Causal.superseding(state.store(), DotMap.empty()));
    }

    private DotMap<DotSet> only(Bytes element) {
        return DotMap.of(element, state.store().get(element).orElse(DotSet.EMPTY));
    }

    @Override
    public AddWinsSet join(AddWinsSet other) {
        return new AddWinsSet(state.join(other.state));
    }

    @Override
    public void write(CanonicalWriter writer) {
        state.write(writer);
    }

    /** Reads canonical bytes. */
    public static AddWinsSet read(CanonicalReader reader) throws MalformedBytesException {
        return new AddWinsSet(Causal.read(reader, in -> DotMap.read(in, DotSet::read)));
    }
}

package io.wardkeep.lattice;

/**
 * A flag; of concurrent enable and disable, enable wins. Almeida, Shoker, Baquero (arXiv 1603.01529), figure 13.
 *
 * @param state the live enables and what was seen
 */
public record EnableWinsFlag(Causal<DotSet> state) implements Lattice<EnableWinsFlag> {

    /** Never enabled. */
    public static final EnableWinsFlag EMPTY = new EnableWinsFlag(new Causal<>(DotSet.EMPTY, CausalContext.EMPTY));

    /** Is it on? */
    public boolean enabled() {
        return !state.store().isEmpty();
    }

    /** The delta that enables. */
    public EnableWinsFlag enable(Actor actor) {
        return new EnableWinsFlag(
                Causal.superseding(state.store(), DotSet.of(state.context().next(actor))));
    }

    /** The delta that disables what was seen to be enabled. */
    public EnableWinsFlag disable() {
        return new EnableWinsFlag(Causal.superseding(state.store(), DotSet.EMPTY));
    }

    @Override
    public EnableWinsFlag join(EnableWinsFlag other) {
        return new EnableWinsFlag(state.join(other.state));
    }

    @Override
    public void write(CanonicalWriter writer) {
        state.write(writer);
    }

    /** Reads canonical bytes. */
    public static EnableWinsFlag read(CanonicalReader reader) throws MalformedBytesException {
        return new EnableWinsFlag(Causal.read(reader, DotSet::read));
    }
}

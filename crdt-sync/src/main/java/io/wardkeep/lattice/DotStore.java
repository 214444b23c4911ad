package io.wardkeep.lattice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The live part of a causal type: what is tagged with dots and not yet superseded. Almeida, Shoker, Baquero (arXiv
 * 1603.01529), section 7.1. Immutable; the empty store is the least state.
 *
 * @param <S> the type itself
 */
public interface DotStore<S extends DotStore<S>> {

    /** Nothing live? */
    boolean isEmpty();

    /** Hands every live dot to {@code action}. */
    void forEachDot(Consumer<Dot> action);

    /**
     * The causal join: keeps what is live on both sides, and what is live on one and was never seen by the other; what
     * the other has seen and no longer holds is gone.
     */
    S join(CausalContext ours, S other, CausalContext theirs);

    /** The empty store of this type. */
    S bottom();

    /** Canonical bytes. */
    void write(CanonicalWriter writer);

    /** The live dots as a context: what a removal claims to have seen. */
    default CausalContext dots() {
        List<Dot> dots = new ArrayList<>();
        forEachDot(dots::add);
        dots.sort(null);
        return CausalContext.ofAscending(dots);
    }
}

package io.wardkeep.lattice;

import io.wardkeep.lattice.law.Choices;

/** A type under the laws: how it begins, how a replica changes it, how its bytes are read. */
interface Subject<S extends Lattice<S>> {

    S bottom();

    /** The delta of one random mutation of {@code state} by {@code actor}. */
    S mutate(S state, Actor actor, Choices choices);

    S read(CanonicalReader reader) throws MalformedBytesException;
}

package io.wardkeep.lattice.law;

/** One case of what must always hold: draws its input, throws when it does not hold. */
@FunctionalInterface
public interface Property {

    /** Checks one case. */
    void check(Choices choices) throws Exception;
}

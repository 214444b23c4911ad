package io.wardkeep.lattice;

import java.util.List;

/**
 * A register that keeps every value of concurrent writes until somebody who has seen them all writes again. Almeida,
 * Shoker, Baquero (arXiv 1603.01529), figure 13; Preguiça et al., "Dotted version vectors" (arXiv 1011.5808).
 *
 * @param state the live values and what was seen
 */
public record MultiValueRegister(Causal<DotFun> state) implements Lattice<MultiValueRegister> {

    /** Never written. */
    public static final MultiValueRegister EMPTY =
            new MultiValueRegister(new Causal<>(DotFun.EMPTY, CausalContext.EMPTY));

    /** The live values, in the order of their dots; none when never written or cleared. */
    public List<Bytes> values() {
        return state.store().values();
    }

    /** The delta of a write that has seen all that is here. */
    public MultiValueRegister write(Actor actor, Bytes value) {
        DotFun written = DotFun.of(state.context().next(actor), value);
        return new MultiValueRegister(Causal.superseding(state.store(), written));
    }

    /** The delta that takes away all values that are here. */
    public MultiValueRegister clear() {
        return new MultiValueRegister(Causal.superseding(state.store(), DotFun.EMPTY));
    }

    @Override
    public MultiValueRegister join(MultiValueRegister other) {
        return new MultiValueRegister(state.join(other.state));
    }

    @Override
    public void write(CanonicalWriter writer) {
        state.write(writer);
    }

    /** Reads canonical bytes with values of at most {@code valueBytesMax}. */
    public static MultiValueRegister read(CanonicalReader reader, int valueBytesMax) throws MalformedBytesException {
        return new MultiValueRegister(Causal.read(reader, in -> DotFun.read(in, valueBytesMax)));
    }
}

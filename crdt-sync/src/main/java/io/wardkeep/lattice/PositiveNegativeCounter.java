package io.wardkeep.lattice;

/**
 * A counter that grows and shrinks: the difference of two that only grow. Shapiro et al. (INRIA RR-7506, 2011),
 * specification 7.
 *
 * @param ups all increments
 * @param downs all decrements
 */
public record PositiveNegativeCounter(GrowOnlyCounter ups, GrowOnlyCounter downs)
        implements Lattice<PositiveNegativeCounter> {

    /** Zero. */
    public static final PositiveNegativeCounter ZERO =
            new PositiveNegativeCounter(GrowOnlyCounter.ZERO, GrowOnlyCounter.ZERO);

    /** Increments minus decrements. Throws ArithmeticException beyond 63 bits. */
    public long value() {
        return Math.subtractExact(ups.value(), downs.value());
    }

    /** The delta that adds {@code amount}, of either sign; adding 0 changes nothing. */
    public PositiveNegativeCounter add(Actor actor, long amount) {
        if (amount == 0) {
            return ZERO;
        }
        return amount > 0
                ? new PositiveNegativeCounter(ups.increment(actor, amount), GrowOnlyCounter.ZERO)
                : new PositiveNegativeCounter(GrowOnlyCounter.ZERO, downs.increment(actor, Math.negateExact(amount)));
    }

    @Override
    public PositiveNegativeCounter join(PositiveNegativeCounter other) {
        return new PositiveNegativeCounter(ups.join(other.ups), downs.join(other.downs));
    }

    @Override
    public void write(CanonicalWriter writer) {
        ups.write(writer);
        downs.write(writer);
    }

    /** Reads canonical bytes. */
    public static PositiveNegativeCounter read(CanonicalReader reader) throws MalformedBytesException {
        return new PositiveNegativeCounter(GrowOnlyCounter.read(reader), GrowOnlyCounter.read(reader));
    }
}

package io.wardkeep.lattice;

import java.util.function.LongSupplier;

/**
 * A hybrid logical clock: near to physical time, never backwards, and after whatever it has heard. Kulkarni et al.,
 * "Logical physical clocks" (OPODIS 2014). Mutable; belongs to one loop.
 *
 * <p>When the counter overflows it carries into the milliseconds, so that readings stay distinct and ordered. A remote
 * reading too far ahead of the physical clock is not adopted: one box with a wrong clock must not drag the others
 * along.
 */
public final class HybridClock {

    private final LongSupplier physicalMillis;
    private final long boundMillis;
    private HybridTimestamp last;

    /**
     * A clock that continues.
     *
     * @param physicalMillis milliseconds since 1970
     * @param boundMillis how far ahead of the physical clock a remote reading may be to be adopted
     * @param last a reading that all further ones are to be after: the last one stored, or zero
     */
    public HybridClock(LongSupplier physicalMillis, long boundMillis, HybridTimestamp last) {
        this.physicalMillis = physicalMillis;
        this.boundMillis = boundMillis;
        this.last = last;
    }

    /** The next reading, after every one before. */
    public HybridTimestamp next() {
        HybridTimestamp physical = HybridTimestamp.of(physicalMillis.getAsLong(), 0);
        last = physical.compareTo(last) > 0 ? physical : new HybridTimestamp(last.packed() + 1);
        return last;
    }

    /**
     * Hears a remote reading; later readings are after it.
     *
     * @return false when it is beyond the bound and was not adopted: its writer's clock is in doubt
     */
    public boolean hear(HybridTimestamp remote) {
        if (remote.millis() > physicalMillis.getAsLong() + boundMillis) {
            return false;
        }
        if (remote.compareTo(last) > 0) {
            last = remote;
        }
        return true;
    }
}

package io.wardkeep.lattice;

import java.util.UUID;

/**
 * The writer of dots: one life (incarnation) of one box (site). A box that cannot prove that it continues its last life
 * takes a new incarnation, so that a dot is never minted twice.
 *
 * @param siteHigh upper half of the 128-bit site id
 * @param siteLow lower half of the 128-bit site id
 * @param incarnation unsigned 32-bit, counts from 1
 */
public record Actor(long siteHigh, long siteLow, int incarnation) implements Comparable<Actor> {

    /** The actor of a site's given incarnation. */
    public static Actor of(UUID site, int incarnation) {
        return new Actor(site.getMostSignificantBits(), site.getLeastSignificantBits(), incarnation);
    }

    /** The site, the same through all incarnations. */
    public UUID site() {
        return new UUID(siteHigh, siteLow);
    }

    /** Is it the life {@code since} of the same site, or a later one? */
    public boolean isFrom(Actor since) {
        return site().equals(since.site()) && Integer.compareUnsigned(incarnation, since.incarnation) >= 0;
    }

    /** Canonical order: site, then incarnation, both unsigned. */
    @Override
    public int compareTo(Actor other) {
        int high = Long.compareUnsigned(siteHigh, other.siteHigh);
        if (high != 0) {
            return high;
        }
        int low = Long.compareUnsigned(siteLow, other.siteLow);
        return low != 0 ? low : Integer.compareUnsigned(incarnation, other.incarnation);
    }

    /** {@code site/incarnation}, for logs. */
    @Override
    public String toString() {
        return site() + "/" + Integer.toUnsignedString(incarnation);
    }
}

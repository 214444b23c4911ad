package io.wardkeep.ward.record;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import java.util.List;
import java.util.Optional;

/**
 * The limits that are obeyed, read from all live siblings of the register: the most conservative of each part, so that
 * whatever one side of a partition asked to be warned of is warned of. Nobody's loosening takes effect before somebody
 * who saw the other side's setting says so.
 *
 * @param limits the fold
 * @param siblings what it was folded from, in the order of their dots; empty when nobody set any and the profile holds
 * @param conflict do siblings differ, so that somebody must decide?
 */
public record EffectiveLimits(Limits limits, List<Sibling<LimitsSetting>> siblings, boolean conflict) {

    /** Copies. */
    public EffectiveLimits {
        siblings = List.copyOf(siblings);
    }

    /** The reading rule. {@code profile} holds only while nobody has set anything. */
    public static EffectiveLimits of(Limits profile, List<Sibling<LimitsSetting>> siblings) {
        if (siblings.isEmpty()) {
            return new EffectiveLimits(profile, siblings, false);
        }
        Limits first = siblings.getFirst().value().limits();
        Limits folded = first;
        boolean conflict = false;
        for (Sibling<LimitsSetting> sibling : siblings.subList(1, siblings.size())) {
            Limits next = sibling.value().limits();
            conflict |= !same(first, next);
            folded = stricter(folded, next);
        }
        return new EffectiveLimits(folded, siblings, conflict);
    }

    /** The merge has left a low limit that is not below the high one: an alert condition of its own. */
    public boolean crossed() {
        return limits.crossed();
    }

    /** Does this sibling alone ask for just what is obeyed? */
    public boolean inForce(Sibling<LimitsSetting> sibling) {
        return same(sibling.value().limits(), limits);
    }

    /** Of each part the value that alerts sooner, longer and louder. Idempotent, commutative, associative by value. */
    public static Limits stricter(Limits left, Limits right) {
        return new Limits(
                either(left.low(), right.low(), true),
                either(left.high(), right.high(), false),
                Math.min(left.delayMillis(), right.delayMillis()),
                Math.max(left.holdMillis(), right.holdMillis()),
                pick(left.hysteresis(), right.hysteresis(), true),
                max(left.priority(), right.priority()),
                left.latching() || right.latching(),
                left.enabled() || right.enabled());
    }

    /** Equal by value: 90 and 90.0 are the same limit. */
    public static boolean same(Limits left, Limits right) {
        return sameNumber(left.low(), right.low())
                && sameNumber(left.high(), right.high())
                && left.delayMillis() == right.delayMillis()
                && left.holdMillis() == right.holdMillis()
                && left.hysteresis().compareTo(right.hysteresis()) == 0
                && left.priority() == right.priority()
                && left.latching() == right.latching()
                && left.enabled() == right.enabled();
    }

    private static boolean sameNumber(Optional<Decimal> left, Optional<Decimal> right) {
        return left.isPresent() == right.isPresent()
                && (left.isEmpty() || left.get().compareTo(right.orElseThrow()) == 0);
    }

    private static Optional<Decimal> either(Optional<Decimal> left, Optional<Decimal> right, boolean greatest) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.or(() -> right);
        }
        return Optional.of(pick(left.get(), right.get(), greatest));
    }

    /** Of equal numbers the one with fewer decimals, so that the order of the fold does not show. */
    private static Decimal pick(Decimal left, Decimal right, boolean greatest) {
        int order = left.compareTo(right);
        if (order == 0) {
            return left.scale() <= right.scale() ? left : right;
        }
        return (order > 0) == greatest ? left : right;
    }

    private static AlertPriority max(AlertPriority left, AlertPriority right) {
        return left.compareTo(right) >= 0 ? left : right;
    }
}

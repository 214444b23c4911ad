package io.wardkeep.ward.view;

import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Sibling;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one metric as one person set them.
 *
 * @param id names it in the {@code seen} of a write that decides
 * @param low low limit, or null
 * @param high high limit, or null
 * @param by the person's name
 * @param role the person's role
 * @param at when, by the writer's clock, epoch milliseconds
 * @param where at which side: {@code bed} or {@code hub}
 * @param inForce is the stricter value, which holds meanwhile, of this sibling?
 */
public record LimitSiblingView(
        String id,
        @Nullable String low,
        @Nullable String high,
        String by,
        String role,
        long at,
        String where,
        boolean inForce)
        implements SiblingView {

    /** A sibling of the register, and whether it alone asks for what is obeyed. */
    static LimitSiblingView of(Sibling<LimitsSetting> sibling, boolean inForce) {
        LimitsSetting setting = sibling.value();
        return new LimitSiblingView(
                sibling.id(),
                setting.limits().low().map(Decimal::toString).orElse(null),
                setting.limits().high().map(Decimal::toString).orElse(null),
                setting.by().name(),
                setting.by().role(),
                setting.atMillis(),
                setting.by().where(),
                inForce);
    }
}

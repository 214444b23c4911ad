package io.wardkeep.ward.view;

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
        implements SiblingView {}

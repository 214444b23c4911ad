package io.wardkeep.ward.view;

/**
 * Who acknowledged.
 *
 * @param by the person's name
 * @param at epoch milliseconds
 * @param where at which side: {@code bed} or {@code hub}
 */
public record AcknowledgedView(String by, long at, String where) {}

package io.wardkeep.ward.view;

/**
 * One entry of the audit chain.
 *
 * @param at epoch milliseconds
 * @param actor the chain's writer: {@code site/incarnation}
 * @param who the person's or the program's name
 * @param role the person's role
 * @param what in one line
 * @param where at which side: {@code bed} or {@code hub}
 */
public record AuditEntryView(long at, String actor, String who, String role, String what, String where) {}

package io.wardkeep.gateway.page;

/**
 * Who acts.
 *
 * @param user login name
 * @param name as it stands in records: {@code J. Lindqvist}
 * @param role what the person may do
 */
public record Person(String user, String name, Role role) {}

package io.wardkeep.sync;

/**
 * A command for the store, and the number to answer it with.
 *
 * @param number of the session's choice
 * @param command what to run
 */
public record StoreRequest(long number, StoreCommand command) {}

package io.wardkeep.sync;

/**
 * The time of a step.
 *
 * @param monotonicMillis for intervals; any origin
 * @param wallMillis since 1970, as the box believes
 */
public record SyncTime(long monotonicMillis, long wallMillis) {}

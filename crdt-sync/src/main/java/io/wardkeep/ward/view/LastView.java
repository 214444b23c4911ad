package io.wardkeep.ward.view;

/**
 * The last value that there was, for a vital that has none now.
 *
 * @param value its digits
 * @param measured when it was measured, epoch milliseconds
 */
public record LastView(String value, long measured) {}

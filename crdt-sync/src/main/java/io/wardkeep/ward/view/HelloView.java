package io.wardkeep.ward.view;

/**
 * The first event of a stream.
 *
 * @param site {@code ward} or {@code hub}
 * @param time the server's clock, epoch milliseconds
 */
public record HelloView(String site, long time) {}

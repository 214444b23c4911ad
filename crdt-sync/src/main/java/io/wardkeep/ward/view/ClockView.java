package io.wardkeep.ward.view;

/**
 * The stream's heartbeat: its absence is lost contact.
 *
 * @param time the server's clock, epoch milliseconds
 */
public record ClockView(long time) {}

package io.wardkeep.simulator.patient;

/**
 * Temperatures of the body.
 *
 * @param core °C
 * @param skin °C
 */
public record Temperatures(double core, double skin) {}

package io.wardkeep.ward;

/**
 * A unit of measure.
 *
 * @param code ISO/IEEE 11073-10101 context-free code, for example 262688
 * @param refId its reference id, {@code MDC_DIM_PERCENT}
 * @param ucum its UCUM code, {@code %}; empty for the unspecified unit
 */
public record Unit(int code, String refId, String ucum) {}

package io.wardkeep.gateway.port;

import java.util.function.LongSupplier;

/**
 * The gateway's clock as ports use it. Safe from any thread.
 *
 * @param nanos monotonic time, comparable with other calls only
 * @param millis milliseconds since 1970, anchored once and then monotonic
 */
public record PortClock(LongSupplier nanos, LongSupplier millis) {}

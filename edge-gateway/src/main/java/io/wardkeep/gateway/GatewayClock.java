package io.wardkeep.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The gateway's time: milliseconds since 1970 that run with the monotonic clock from where the wall clock stood at the
 * start. A step of the wall clock moves no delay and reorders nothing; {@link #offsetMillis} says how far the two have
 * come apart.
 */
public final class GatewayClock implements InstantSource {

    private final LongSupplier nanos;
    private final LongSupplier wallMillis;
    private final long anchorNanos;
    private final long anchorMillis;

    /**
     * A clock anchored now.
     *
     * @param nanos monotonic
     * @param wallMillis milliseconds since 1970, as the box believes
     */
    public GatewayClock(LongSupplier nanos, LongSupplier wallMillis) {
        this.nanos = nanos;
        this.wallMillis = wallMillis;
        anchorNanos = nanos.getAsLong();
        anchorMillis = wallMillis.getAsLong();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return millisAt(nanos.getAsLong());
    }

    /** The monotonic clock. */
    public long nanos() {
        return nanos.getAsLong();
    }

    /** This clock's time at a moment of the monotonic clock. */
    public long millisAt(long atNanos) {
        return anchorMillis + Math.floorDiv(atNanos - anchorNanos, 1_000_000L);
    }

    /** The wall clock as it stands, steps included: what dates of certificates are judged by. */
    public InstantSource wall() {
        return () -> Instant.ofEpochMilli(wallMillis.getAsLong());
    }

    /** How far ahead of this clock the wall clock is. */
    public long offsetMillis() {
        return wallMillis.getAsLong() - millis();
    }
}

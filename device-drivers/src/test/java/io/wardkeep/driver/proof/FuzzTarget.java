package io.wardkeep.driver.proof;

import io.wardkeep.driver.list.Drivers;

/** What Jazzer calls, in a process of its own that garbles one driver. */
public final class FuzzTarget {

    /** The property that names the driver. */
    static final String DRIVER = "wardkeep.fuzz.driver";

    /** Now and then an input is fed often: seldom enough to cost no more than feeding all once. */
    private static final int OFTEN_EVERY = 1_024;

    private static final Garbling GARBLING =
            new Garbling(Drivers.named(System.getProperty(DRIVER, "")).orElseThrow());
    private static long executions;

    private FuzzTarget() {}

    /** Jazzer's own name for it. */
    public static void fuzzerTestOneInput(byte[] input) {
        GARBLING.once(input);
        if (++executions % OFTEN_EVERY == 0) {
            GARBLING.often(input);
        }
    }
}

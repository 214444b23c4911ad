package io.wardkeep.simulator.bedside;

import io.wardkeep.ward.DeviceId;

/** A simulated device. Owned by one loop. */
public interface BedsideDevice extends AutoCloseable {

    /** Its name in the gateway's configuration. */
    DeviceId device();

    /** Name of its protocol: that of the gateway's driver. */
    String protocol();

    /** Does everything that is due until then. Called in order of time. */
    void advance(long atMillis);

    /** What it has done so far. */
    Tally tally();

    /** Off for good. */
    @Override
    void close();
}

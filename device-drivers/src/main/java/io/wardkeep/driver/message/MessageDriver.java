package io.wardkeep.driver.message;

import io.wardkeep.driver.Driver;

/**
 * A driver of devices that speak in whole messages, which a broker may carry: what a device's format is chosen from.
 */
public interface MessageDriver extends Driver {

    /** Starts to understand one device. */
    MessageParser parser();
}

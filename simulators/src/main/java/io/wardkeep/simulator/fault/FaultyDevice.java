package io.wardkeep.simulator.fault;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.ward.DeviceId;

/**
 * A device together with the faulty wire on which it speaks: moves both.
 *
 * @param speaker the device
 * @param wire the wire that it was given
 */
public record FaultyDevice(BedsideDevice speaker, FaultyWire wire) implements BedsideDevice {

    @Override
    public DeviceId device() {
        return speaker.device();
    }

    @Override
    public String protocol() {
        return speaker.protocol();
    }

    @Override
    public void advance(long atMillis) {
        wire.advance(atMillis);
        speaker.advance(atMillis);
    }

    @Override
    public Tally tally() {
        return speaker.tally();
    }

    @Override
    public void close() {
        speaker.close();
    }
}

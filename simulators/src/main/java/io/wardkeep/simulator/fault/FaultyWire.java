package io.wardkeep.simulator.fault;

import io.wardkeep.simulator.bedside.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A wire to which the faults of a script happen, whatever is spoken on it. Owned by the loop of its device, which tells
 * it the time through {@link FaultyDevice}.
 */
public final class FaultyWire implements Wire {

    private final Wire wire;
    private final LineFaults faults;
    private long nowMillis;
    private byte @Nullable [] held;

    /** Faults on a wire that is in order itself. */
    public FaultyWire(Wire wire, LineFaults faults) {
        this.wire = wire;
        this.faults = faults;
    }

    /** Does what is due until then. Called in order of time. */
    void advance(long atMillis) {
        nowMillis = atMillis;
        if (faults.unplugged(atMillis)) {
            unplug();
        } else {
            plug();
        }
        byte[] noise = faults.noise(atMillis);
        if (noise.length > 0) {
            wire.send(noise);
        }
    }

    @Override
    public boolean send(byte[] bytes) {
        if (faults.silent(nowMillis) || faults.dropped(nowMillis)) {
            return false;
        }
        byte[] arriving = faults.damaged(bytes, nowMillis);
        byte[] before = held;
        if (before == null && faults.late(nowMillis)) {
            held = arriving;
            return true;
        }
        held = null;
        boolean sent = wire.send(arriving);
        return before == null ? sent : wire.send(before) && sent;
    }

    /** A silent device hears nothing either: it is off, or busy with itself. */
    @Override
    public byte[] receive() {
        byte[] bytes = wire.receive();
        return faults.silent(nowMillis) ? new byte[0] : bytes;
    }

    @Override
    public void unplug() {
        held = null;
        wire.unplug();
    }

    @Override
    public void plug() {
        wire.plug();
    }

    @Override
    public String place() {
        return wire.place();
    }

    @Override
    public void close() {
        wire.close();
    }
}

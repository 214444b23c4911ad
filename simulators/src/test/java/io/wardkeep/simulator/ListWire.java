package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import java.io.ByteArrayOutputStream;

/** A wire whose listener writes everything down; unplugged, it hears nothing. */
final class ListWire implements Wire {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean plugged = true;

    @Override
    public boolean send(byte[] bytes) {
        if (plugged) {
            heard.writeBytes(bytes);
        }
        return plugged;
    }

    @Override
    public void unplug() {
        plugged = false;
    }

    @Override
    public void plug() {
        plugged = true;
    }

    @Override
    public String place() {
        return "a list";
    }

    @Override
    public void close() {
        unplug();
    }

    /** Everything since the last call. */
    byte[] take() {
        byte[] bytes = heard.toByteArray();
        heard.reset();
        return bytes;
    }
}

package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** A wire whose listener writes everything down and answers when it likes; unplugged, it hears nothing. */
final class ListWire implements Wire {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private boolean plugged = true;

    @Override
    public boolean send(byte[] bytes) {
        if (plugged) {
            heard.writeBytes(bytes);
        }
        return plugged;
    }

    @Override
    public byte[] receive() {
        byte[] next = answers.poll();
        return next == null ? new byte[0] : next;
    }

    /** The listener says this. */
    void answer(byte[] bytes) {
        if (plugged) {
            answers.add(bytes);
        }
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

package io.wardkeep.simulator.contec;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;

/** Contec V7.0: sixty packets of nine bytes a second, from the start command on and while it is kept alive. */
public final class ContecV7Device implements BedsideDevice {

    private static final int PACKETS_PER_SECOND = 60;
    /** The document wants a sign of life every five seconds; two that are missing end the stream. */
    private static final long ALIVE_MILLIS = 10_000;

    private static final int COMMAND = 0x7D;
    private static final int COMMAND_BYTES = 9;
    private static final int START_LIVE = 0xA1;
    private static final int STOP_LIVE = 0xA2;
    private static final int KEEP_ALIVE = 0xAF;

    private static final int LIVE = 0x01;
    private static final int FEEDBACK = 0x0B;
    private static final int NOT_SUPPORTED = 0x05;
    private static final int PROBE = 0x80;
    private static final int PLETH_WITHOUT_PROBE = 0x40;
    /** Of the perfusion index, hundredths of a percent; FFFF is none. */
    private static final int PERFUSION = 320;

    private static final int PERFUSION_MISSING = 0xFFFF;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final int[] command = new int[COMMAND_BYTES];
    private int commandBytes;
    private boolean live;
    private long aliveMillis;
    private long packetsDone;
    private long heard;
    private long unheard;

    /** A device that has just been switched on. */
    public ContecV7Device(DeviceId device, Patient patient, Wire wire) {
        this.device = device;
        this.patient = patient;
        this.wire = wire;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "contec-v7";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] received = wire.receive(); received.length > 0; received = wire.receive()) {
            for (byte octet : received) {
                hear(octet, atMillis);
            }
        }
        if (atMillis - aliveMillis > ALIVE_MILLIS) {
            live = false;
        }
        while (packetsDone < atMillis * PACKETS_PER_SECOND / 1_000) {
            long number = packetsDone++;
            if (live) {
                packet(FingerPulse.at(patient, number, PACKETS_PER_SECOND));
            }
        }
    }

    /** A command is its type, whose top bit is clear, and eight bytes more. */
    private void hear(byte octet, long atMillis) {
        if (octet >= 0) {
            commandBytes = 0;
        }
        if (commandBytes < COMMAND_BYTES) {
            command[commandBytes++] = octet & 0xFF;
            if (commandBytes == COMMAND_BYTES && command[0] == COMMAND) {
                obey(command[2] & 0x7F | (command[1] & 1) << 7, atMillis);
            }
        }
    }

    private void obey(int what, long atMillis) {
        switch (what) {
            case START_LIVE -> {
                live = true;
                aliveMillis = atMillis;
            }
            case STOP_LIVE -> live = false;
            case KEEP_ALIVE -> aliveMillis = atMillis;
            default -> wire.send(encode(FEEDBACK, what, NOT_SUPPORTED));
        }
    }

    private void packet(FingerPulse pulse) {
        int perfusion = pulse.fingerIn() ? PERFUSION : PERFUSION_MISSING;
        byte[] packet = encode(
                LIVE,
                pulse.fingerIn() ? FingerPulse.STRENGTH : PROBE,
                pulse.fingerIn() ? (int) Math.round(127 * pulse.height()) : PLETH_WITHOUT_PROBE,
                pulse.bar(),
                pulse.rate(),
                pulse.saturation(),
                perfusion & 0xFF,
                perfusion >> 8);
        if (wire.send(packet)) {
            heard++;
        } else {
            unheard++;
        }
    }

    /** The second byte holds the top bits of those after it. */
    private static byte[] encode(int type, int... data) {
        byte[] packet = new byte[2 + data.length];
        packet[0] = (byte) type;
        packet[1] = (byte) 0x80;
        for (int i = 0; i < data.length; i++) {
            packet[1] |= (byte) ((data[i] >> 7 & 1) << i);
            packet[2 + i] = (byte) (0x80 | data[i]);
        }
        return packet;
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), heard, unheard, heard * 4, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}

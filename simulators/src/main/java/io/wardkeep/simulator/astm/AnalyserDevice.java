package io.wardkeep.simulator.astm;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** A sample a minute, each a message of one frame a record. */
public final class AnalyserDevice implements BedsideDevice {

    private static final int START = 0x02;
    private static final int END_OF_TEXT = 0x03;
    private static final int END_OF_TRANSFER = 0x04;
    private static final int ENQUIRY = 0x05;
    private static final int ACKNOWLEDGED = 0x06;
    private static final int REFUSED = 0x15;

    private static final long SAMPLE_MILLIS = 60_000;
    private static final long FIRST_MILLIS = 5_000;
    private static final long ANSWER_MILLIS = 15_000;
    private static final long BUSY_MILLIS = 10_000;
    private static final int TRIES_MAX = 6;
    private static final int MESSAGES_MAX = 100;

    /** The results of a message that are for one patient. */
    private static final int RESULTS = 7;

    private enum State {
        IDLE,
        GREETED,
        SENDING
    }

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private final Deque<List<String>> waiting = new ArrayDeque<>();
    private State state = State.IDLE;
    private int record;
    private int tries;
    private long sinceMillis;
    private long notBeforeMillis;
    private int samples;
    private long messages;
    private long unheard;
    private long acknowledged;

    /** An analyser that has just been switched on. */
    public AnalyserDevice(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "astm";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] answer = wire.receive(); answer.length > 0; answer = wire.receive()) {
            for (byte octet : answer) {
                answered(octet, atMillis);
            }
        }
        while (FIRST_MILLIS + samples * SAMPLE_MILLIS <= atMillis) {
            long drawn = FIRST_MILLIS + samples * SAMPLE_MILLIS;
            samples++;
            // An analyser whose memory is full loses its oldest message.
            if (waiting.size() == MESSAGES_MAX) {
                waiting.removeFirst();
                unheard++;
            }
            waiting.add(Sample.records(samples, patient.vitals(drawn), clock.localAt(drawn)));
        }
        if (state != State.IDLE && atMillis - sinceMillis >= ANSWER_MILLIS) {
            giveUp(atMillis, 0);
        }
        if (state == State.IDLE && !waiting.isEmpty() && atMillis >= notBeforeMillis) {
            state = State.GREETED;
            sinceMillis = atMillis;
            wire.send(new byte[] {ENQUIRY});
        }
    }

    private void answered(byte answer, long atMillis) {
        switch (state) {
            case IDLE -> {
                // Nothing was asked.
            }
            case GREETED -> {
                if (answer == ACKNOWLEDGED) {
                    state = State.SENDING;
                    record = 0;
                    tries = 0;
                    frame(atMillis);
                } else if (answer == REFUSED) {
                    state = State.IDLE;
                    notBeforeMillis = atMillis + BUSY_MILLIS;
                }
            }
            case SENDING -> {
                if (answer == ACKNOWLEDGED) {
                    record++;
                    tries = 0;
                    next(atMillis);
                } else if (answer == REFUSED) {
                    if (tries == TRIES_MAX) {
                        giveUp(atMillis, BUSY_MILLIS);
                    } else {
                        frame(atMillis);
                    }
                }
            }
        }
    }

    private void next(long atMillis) {
        if (record < waiting.getFirst().size()) {
            frame(atMillis);
            return;
        }
        waiting.removeFirst();
        messages++;
        acknowledged += RESULTS;
        wire.send(new byte[] {END_OF_TRANSFER});
        state = State.IDLE;
    }

    /** The message is kept and sent anew, from its beginning. */
    private void giveUp(long atMillis, long pauseMillis) {
        wire.send(new byte[] {END_OF_TRANSFER});
        unheard++;
        state = State.IDLE;
        notBeforeMillis = atMillis + pauseMillis;
    }

    private void frame(long atMillis) {
        tries++;
        sinceMillis = atMillis;
        wire.send(frame((record + 1) % 8, waiting.getFirst().get(record)));
    }

    private static byte[] frame(int number, String text) {
        byte[] summed = (number + text + "\r" + (char) END_OF_TEXT).getBytes(StandardCharsets.US_ASCII);
        int sum = 0;
        for (byte octet : summed) {
            sum += octet;
        }
        return ((char) START
                        + new String(summed, StandardCharsets.US_ASCII)
                        + String.format(Locale.ROOT, "%02X\r\n", sum & 0xFF))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), messages, unheard, messages * RESULTS, acknowledged);
    }

    @Override
    public void close() {
        wire.close();
    }
}

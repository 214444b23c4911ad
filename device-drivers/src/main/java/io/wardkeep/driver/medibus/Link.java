package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that is sent: the handshake, the round of polls once a second, answers to the device. One command is under way at
 * a time. Owned by one session.
 */
final class Link {

    private static final long SILENCE_MILLIS = 3_000;
    private static final long ANSWER_MILLIS = 10_000;
    private static final long ROUND_MILLIS = 1_000;
    private static final int SETTINGS_EVERY_ROUNDS = 10;
    private static final int REPETITIONS_MAX = 3;
    private static final long NEVER = Long.MIN_VALUE;
    private static final int NOTHING = 0;

    private static final byte ESC = 0x1B;
    private static final byte SOH = 0x01;
    private static final byte CR = 0x0D;
    private static final byte[] NO_DATA = {};
    /** Some devices want a whole one: a number, a name, revisions of the device and of MEDIBUS. */
    private static final byte[] OUR_IDENTITY = "0161'Wardkeep'01.00:03.00".getBytes(StandardCharsets.US_ASCII);

    private boolean up;
    private int awaited = NOTHING;
    private byte[] awaitedData = NO_DATA;
    private int repetitions;
    /** The device said that its curves are others now, and was not asked yet which. */
    private boolean curvesChanged;

    private long sentMillis = NEVER;
    private long heardMillis = NEVER;
    private long roundMillis = NEVER;
    private int round;

    /** Any whole message came. */
    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    /** True where the line was lost just now. */
    boolean ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (!up) {
            if (hasPassed(SILENCE_MILLIS, sentMillis, nowMillis)) {
                send(Code.CONNECT, NO_DATA, nowMillis, events);
            }
            return false;
        }
        if (hasPassed(SILENCE_MILLIS, heardMillis, nowMillis)) {
            return lost();
        }
        if (awaited != NOTHING) {
            return hasPassed(ANSWER_MILLIS, sentMillis, nowMillis) && !repeat(nowMillis, events) && lost();
        }
        if (hasPassed(ROUND_MILLIS, roundMillis, nowMillis)) {
            roundMillis = nowMillis;
            round++;
            send(Code.MEASURED, NO_DATA, nowMillis, events);
        }
        return false;
    }

    /** The device's own command: every one is answered. */
    void answer(int code, long nowMillis, Consumer<DriverEvent> events) {
        events.accept(message(SOH, code, code == Code.IDENTITY ? OUR_IDENTITY : NO_DATA));
        switch (code) {
            case Code.CONNECT -> connected(nowMillis, events);
            case Code.STOP -> up = false;
            case Code.CURVES_CHANGED -> {
                curvesChanged = true;
                askForChangedCurves(nowMillis, events);
            }
            default -> {
                // Nothing but the answer.
            }
        }
    }

    /** The device's command could not be read. */
    void refuse(Consumer<DriverEvent> events) {
        events.accept(message(SOH, Code.NAK, NO_DATA));
    }

    /** The device could not read what was asked last. True where the line was lost just now. */
    boolean refused(long nowMillis, Consumer<DriverEvent> events) {
        return awaited != NOTHING && !repeat(nowMillis, events) && lost();
    }

    /** An answer could not be read. True where the line was lost just now. */
    boolean damaged(long nowMillis, Consumer<DriverEvent> events) {
        return up && refused(nowMillis, events);
    }

    /** Are the curves that were chosen not those that the device has now? */
    boolean curvesChanged() {
        return curvesChanged;
    }

    /**
     * The device answered.
     *
     * @param offer what curves it offers, where this was the answer to that
     */
    void answered(int code, List<Curve> offer, byte[] choice, long nowMillis, Consumer<DriverEvent> events) {
        if (code == Code.CONNECT && !up) {
            connected(nowMillis, events);
            return;
        }
        if (!up || code != awaited) {
            return;
        }
        awaited = NOTHING;
        switch (code) {
            case Code.IDENTITY -> send(Code.CURVES_OFFERED, NO_DATA, nowMillis, events);
            case Code.CURVES_OFFERED -> {
                if (!offer.isEmpty() && !curvesChanged) {
                    send(Code.CURVES_CHOSEN, choice, nowMillis, events);
                }
            }
            case Code.MEASURED -> send(Code.ALARMS_1, NO_DATA, nowMillis, events);
            case Code.ALARMS_1 -> send(Code.ALARMS_2, NO_DATA, nowMillis, events);
            case Code.ALARMS_2 -> {
                if (round % SETTINGS_EVERY_ROUNDS == 1) {
                    send(Code.SETTINGS, NO_DATA, nowMillis, events);
                }
            }
            default -> {
                // The round is over.
            }
        }
        askForChangedCurves(nowMillis, events);
    }

    /** One command at a time: while a round of polls is under way, the change is remembered. */
    private void askForChangedCurves(long nowMillis, Consumer<DriverEvent> events) {
        if (up && curvesChanged && awaited == NOTHING) {
            send(Code.CURVES_OFFERED, NO_DATA, nowMillis, events);
        }
    }

    /** Lets the chosen curves flow: the first {@code count} streams. */
    void enableCurves(int count, Consumer<DriverEvent> events) {
        byte[] bytes = {(byte) 0xD0, (byte) 0xC1, (byte) (0xC0 | (1 << count) - 1), (byte) 0xC0, (byte) 0xC0};
        events.accept(new DriverEvent.Transmit(ByteBuffer.wrap(bytes)));
    }

    private void connected(long nowMillis, Consumer<DriverEvent> events) {
        up = true;
        round = 0;
        roundMillis = NEVER;
        send(Code.IDENTITY, NO_DATA, nowMillis, events);
    }

    private boolean lost() {
        boolean was = up;
        up = false;
        awaited = NOTHING;
        sentMillis = NEVER;
        return was;
    }

    private boolean repeat(long nowMillis, Consumer<DriverEvent> events) {
        if (repetitions == REPETITIONS_MAX) {
            return false;
        }
        repetitions++;
        sentMillis = nowMillis;
        events.accept(message(ESC, awaited, awaitedData));
        return true;
    }

    private void send(int code, byte[] data, long nowMillis, Consumer<DriverEvent> events) {
        curvesChanged &= code != Code.CURVES_OFFERED;
        awaited = code;
        awaitedData = data;
        repetitions = 0;
        sentMillis = nowMillis;
        events.accept(message(ESC, code, data));
    }

    /** A clock that was set back has passed everything. */
    private static boolean hasPassed(long millis, long sinceMillis, long nowMillis) {
        return sinceMillis == NEVER || nowMillis < sinceMillis || nowMillis - sinceMillis >= millis;
    }

    private static DriverEvent message(byte first, int code, byte[] data) {
        byte[] bytes = new byte[data.length + 5];
        bytes[0] = first;
        bytes[1] = (byte) code;
        System.arraycopy(data, 0, bytes, 2, data.length);
        int sum = 0;
        for (int at = 0; at < data.length + 2; at++) {
            sum += bytes[at];
        }
        bytes[data.length + 2] = digit(sum >> 4);
        bytes[data.length + 3] = digit(sum);
        bytes[data.length + 4] = CR;
        return new DriverEvent.Transmit(ByteBuffer.wrap(bytes));
    }

    private static byte digit(int value) {
        return (byte) Character.toUpperCase(Character.forDigit(value & 0xF, 16));
    }
}

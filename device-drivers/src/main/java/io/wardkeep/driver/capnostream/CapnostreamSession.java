package io.wardkeep.driver.capnostream;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Greets, keeps the link alive, understands the curve and the numbers. */
final class CapnostreamSession implements DriverSession {

    private static final long LINK_INTERVAL_MILLIS = 5_000;
    private static final long SILENCE_MILLIS = 5_000;

    private static final int CURVE = 0;
    private static final int NUMBERS = 1;
    private static final int WHO_IT_IS = 4;

    private static final int CURVE_BYTES = 4;
    private static final int VERSION_CHARACTERS = 6;
    private static final int SERIAL_AT = 18;
    private static final int SERIAL_CHARACTERS = 10;

    private final CapnostreamFramer framer = new CapnostreamFramer();
    private final CarbonDioxideCurve curve = new CarbonDioxideCurve();
    private final CapnostreamNumbers numbers = new CapnostreamNumbers();

    private boolean greeted;
    /** The device has said who it is and waits for the start. */
    private boolean startDue;

    private long heardMillis;
    private long saidMillis;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            switch (framer.put(bytes.get() & 0xFF)) {
                case PENDING -> {
                    // The message goes on.
                }
                case MESSAGE -> {
                    heardMillis = nowMillis;
                    report(nowMillis, events);
                }
                case CHECKSUM -> events.accept(new DriverEvent.Malformed("checksum", framer.lostBytes()));
                case TRUNCATED -> events.accept(new DriverEvent.Malformed("truncated", framer.lostBytes()));
                case UNSYNCHRONISED -> events.accept(new DriverEvent.Malformed("unsynchronised", framer.lostBytes()));
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (!greeted || nowMillis - heardMillis >= SILENCE_MILLIS && nowMillis - saidMillis >= SILENCE_MILLIS) {
            greeted = true;
            say(CapnostreamCommand.ENABLE, nowMillis, events);
        } else if (startDue) {
            startDue = false;
            say(CapnostreamCommand.START, nowMillis, events);
        } else if (nowMillis - saidMillis >= LINK_INTERVAL_MILLIS) {
            say(CapnostreamCommand.LINK_IS_ACTIVE, nowMillis, events);
        }
    }

    private void say(CapnostreamCommand command, long nowMillis, Consumer<DriverEvent> events) {
        saidMillis = nowMillis;
        events.accept(new DriverEvent.Transmit(command.frame()));
    }

    private void report(long nowMillis, Consumer<DriverEvent> events) {
        switch (framer.code()) {
            case CURVE -> reportSample(nowMillis, events);
            case NUMBERS -> reportNumbers(nowMillis, events);
            case WHO_IT_IS -> {
                startDue = true;
                reportIdentity(events);
            }
            default -> {
                // A patient's id, an answer to a question that another host asked, or something newer than we know.
            }
        }
    }

    private void reportSample(long nowMillis, Consumer<DriverEvent> events) {
        if (framer.payloadLength() != CURVE_BYTES) {
            events.accept(new DriverEvent.Malformed("length", framer.lostBytes()));
            return;
        }
        int status = framer.payload(3);
        boolean good = numbers.reportFastStatus(status, events);
        if (numbers.curveInMmhg()) {
            int value = good ? framer.payload(1) << 8 | framer.payload(2) : Waveform.MISSING;
            curve.take(framer.payload(0), value, CapnostreamNumbers.lineOff(status), nowMillis, events);
        }
    }

    private void reportNumbers(long nowMillis, Consumer<DriverEvent> events) {
        String wrong = framer.payloadLength() < CapnostreamNumbers.PAYLOAD_BYTES_MIN
                ? "length"
                : numbers.report(framer, nowMillis, events);
        if (!wrong.isEmpty()) {
            events.accept(new DriverEvent.Malformed(wrong, framer.lostBytes()));
        }
    }

    /** {@code Vnn.nn MM/dd/yyyy}, a blank, the serial number, two blanks. */
    private void reportIdentity(Consumer<DriverEvent> events) {
        String text =
                new String(framer.bytes(), framer.payloadAt(), framer.payloadLength(), StandardCharsets.ISO_8859_1);
        if (text.length() >= SERIAL_AT + SERIAL_CHARACTERS) {
            events.accept(new DriverEvent.Identity(
                    "Capnostream",
                    text.substring(SERIAL_AT, SERIAL_AT + SERIAL_CHARACTERS).strip(),
                    text.substring(0, VERSION_CHARACTERS).strip()));
        } else {
            events.accept(new DriverEvent.Malformed("length", framer.lostBytes()));
        }
    }
}

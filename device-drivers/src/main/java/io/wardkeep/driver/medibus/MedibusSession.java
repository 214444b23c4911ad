package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Parts the bytes into curves and messages, and messages into answers and the device's own commands, which may stand
 * inside an answer.
 */
final class MedibusSession implements DriverSession {

    private static final byte SOH = 0x01;
    private static final byte CR = 0x0D;
    private static final byte SUSPEND = 0x11;
    private static final byte RESUME = 0x13;
    private static final byte ABORT = 0x18;
    private static final byte ESC = 0x1B;
    private static final int ANSWER_BYTES_MAX = 3_840;
    private static final int COMMAND_BYTES_MAX = 251;
    private static final int SKIPPED_MAX = 256;
    private static final int MEASURED_BYTES = 4;
    private static final int SETTING_BYTES = 5;
    private static final byte[] NO_CHOICE = {};

    private final Message answer = new Message(ANSWER_BYTES_MAX);
    private final Message command = new Message(COMMAND_BYTES_MAX);
    private final Snapshot measured = new Snapshot(Parameters.MEASURED, MEASURED_BYTES);
    private final Snapshot settings = new Snapshot(Parameters.SETTINGS, SETTING_BYTES);
    private final Alarms alarms1 = new Alarms(1);
    private final Alarms alarms2 = new Alarms(2);
    private final Identities identities = new Identities();
    private final CurveReader curveReader = new CurveReader();
    private final Link link = new Link();
    private List<Curve> offered = List.of();
    private int skipped;
    /** A line that is opened in the middle of a message is no error. */
    private boolean everSynchronised;

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next < 0) {
                curveReader.add(next & 0xFF, nowMillis, events);
            } else {
                slow(next, nowMillis, events);
            }
        }
    }

    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (link.ticked(nowMillis, events)) {
            curveReader.choose(List.of(), events);
        }
    }

    private void slow(byte next, long nowMillis, Consumer<DriverEvent> events) {
        switch (next) {
            case SUSPEND, RESUME -> {
                // Flow control of the line: we send little, and wait for answers anyway.
            }
            case ABORT -> {
                command.close();
                answer.close();
            }
            case SOH -> {
                truncated(command, events);
                truncated(answer, events);
                answer.begin(next);
            }
            case ESC -> {
                truncated(command, events);
                command.begin(next);
            }
            case CR -> ended(nowMillis, events);
            default -> {
                if (command.isOpen()) {
                    add(command, next, events);
                } else if (answer.isOpen()) {
                    add(answer, next, events);
                } else {
                    skip(1, events);
                }
            }
        }
    }

    private void add(Message message, byte next, Consumer<DriverEvent> events) {
        if (!message.add(next)) {
            message.close();
            events.accept(new DriverEvent.Malformed("overlong", message.length()));
        }
    }

    private void truncated(Message message, Consumer<DriverEvent> events) {
        if (message.isOpen()) {
            message.close();
            skip(message.length(), events);
        }
    }

    private void ended(long nowMillis, Consumer<DriverEvent> events) {
        Message message = command.isOpen() ? command : answer;
        if (!message.isOpen()) {
            skip(1, events);
            return;
        }
        message.close();
        reportSkipped(events);
        if (!message.checks()) {
            if (everSynchronised) {
                events.accept(new DriverEvent.Malformed("checksum", message.length() + 1));
            }
            if (message == command) {
                link.refuse(events);
            } else if (link.damaged(nowMillis, events)) {
                curveReader.choose(List.of(), events);
            }
            return;
        }
        everSynchronised = true;
        link.heard(nowMillis);
        if (message == command) {
            if (message.code() == Code.CURVES_CHANGED) {
                // Their scale may be another one: until it is known, nothing is read from them.
                curveReader.choose(List.of(), events);
            }
            link.answer(message.code(), nowMillis, events);
        } else {
            understand(nowMillis, events);
        }
    }

    private void understand(long nowMillis, Consumer<DriverEvent> events) {
        byte[] choice = NO_CHOICE;
        switch (answer.code()) {
            case Code.NAK -> {
                if (link.refused(nowMillis, events)) {
                    curveReader.choose(List.of(), events);
                }
            }
            case Code.MEASURED -> measured.report(answer, nowMillis, events);
            case Code.SETTINGS -> settings.report(answer, nowMillis, events);
            case Code.ALARMS_1 -> alarms1.report(answer, events);
            case Code.ALARMS_2 -> alarms2.report(answer, events);
            case Code.IDENTITY -> identities.report(answer, events);
            case Code.CURVES_OFFERED -> {
                CurveOffer offer = new CurveOffer(answer);
                offered = identities.takesArguments() ? offer.curves() : List.of();
                choice = offer.argument();
            }
            case Code.CURVES_CHOSEN -> {
                if (!link.curvesChanged()) {
                    curveReader.choose(offered, events);
                    if (!offered.isEmpty()) {
                        link.enableCurves(offered.size(), events);
                    }
                }
            }
            default -> {
                // An answer that says nothing that is wanted.
            }
        }
        link.answered(answer.code(), offered, choice, nowMillis, events);
    }

    private void skip(int bytes, Consumer<DriverEvent> events) {
        skipped += bytes;
        if (skipped >= SKIPPED_MAX) {
            everSynchronised = true;
            reportSkipped(events);
        }
    }

    private void reportSkipped(Consumer<DriverEvent> events) {
        if (skipped > 0 && everSynchronised) {
            events.accept(new DriverEvent.Malformed("unsynchronised", skipped));
        }
        skipped = 0;
    }
}

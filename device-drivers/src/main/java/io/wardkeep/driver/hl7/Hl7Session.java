package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One connection: messages in, what they say of which device, and what each is answered. */
final class Hl7Session implements DriverSession {

    private final MllpFramer framer = new MllpFramer();
    private final Hl7Message message = new Hl7Message();
    private final Hl7Answer answer = new Hl7Answer();
    private final Subject subject = new Subject(message, answer);
    private final ObservationRows observations = new ObservationRows(message, subject);
    private final AlarmRows alarms = new AlarmRows(message, subject);
    private final Movements movements;

    /** In {@code zone} senders of movements mean times that say none. */
    Hl7Session(ZoneId zone) {
        movements = new Movements(message, zone);
    }

    @Override
    public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
        while (framer.take(bytes, events)) {
            message(framer.message(), framer.length(), nowMillis, events);
        }
    }

    /** A sender speaks first, and is never asked anything. */
    @Override
    public void ticked(long nowMillis, Consumer<DriverEvent> events) {
        // Silence is judged by the ward.
    }

    private void message(byte[] bytes, int length, long nowMillis, Consumer<DriverEvent> events) {
        if (!message.open(bytes, length)) {
            events.accept(new DriverEvent.Malformed("header", length));
            return;
        }
        if (!answer.open(message, nowMillis)) {
            // Without MSH-10 its sender could not be told what became of it.
            events.accept(new DriverEvent.Malformed("control-id", length));
            return;
        }
        Hl7Answer.Outcome outcome = read(length, nowMillis, events);
        events.accept(new DriverEvent.Acknowledge(
                answer.of(outcome), answer.of(Hl7Answer.Outcome.ERROR), OptionalLong.of(message.digest())));
    }

    private Hl7Answer.Outcome read(int length, long nowMillis, Consumer<DriverEvent> events) {
        if (message.field(11) && message.bytes[message.from] != 'P') {
            return Hl7Answer.Outcome.UNSUPPORTED_PROCESSING;
        }
        if (message.component(9, 1) && message.equal("ADT")) {
            return move(length, nowMillis, events);
        }
        boolean report = message.component(9, 1) && message.equal("ORU");
        boolean values = report && message.component(9, 2) && message.equal("R01");
        boolean alarm = report && message.component(9, 2) && message.equal("R40");
        if (!values && !alarm) {
            return Hl7Answer.Outcome.UNSUPPORTED;
        }
        if (message.swallowed("PID")) {
            events.accept(new DriverEvent.Malformed("separator", length));
            return Hl7Answer.Outcome.SEQUENCE;
        }
        subject.begin();
        observations.begin(nowMillis);
        alarms.begin();
        int rows = 0;
        while (message.nextSegment()) {
            rows += segment(values, events) ? 1 : 0;
        }
        alarms.end(events);
        if (rows == 0) {
            events.accept(new DriverEvent.Malformed("no-rows", length));
            return Hl7Answer.Outcome.SEQUENCE;
        }
        boolean understood = values ? observations.understood() : alarms.understood();
        return understood ? Hl7Answer.Outcome.ACCEPT : Hl7Answer.Outcome.UNKNOWN_CODES;
    }

    private Hl7Answer.Outcome move(int length, long nowMillis, Consumer<DriverEvent> events) {
        if (!movements.begin(nowMillis)) {
            events.accept(new DriverEvent.LeftOut("ADT that moves nobody"));
            return Hl7Answer.Outcome.ACCEPT;
        }
        while (message.nextSegment()) {
            movements.segment();
        }
        return switch (movements.end(events)) {
            case MOVED -> Hl7Answer.Outcome.ACCEPT;
            case NOWHERE -> {
                // Of a day patient, or of another ward: an error would have its sender stop there.
                events.accept(new DriverEvent.LeftOut("ADT without a place"));
                yield Hl7Answer.Outcome.ACCEPT;
            }
            case BROKEN -> {
                events.accept(new DriverEvent.Malformed("no-patient-or-place", length));
                yield Hl7Answer.Outcome.SEQUENCE;
            }
        };
    }

    /** Is the current segment a row? */
    private boolean segment(boolean values, Consumer<DriverEvent> events) {
        if (message.is("OBX")) {
            subject.row();
            if (values) {
                observations.row(events);
            } else {
                alarms.row(events);
            }
            return true;
        }
        if (message.is("OBR")) {
            subject.ordered();
            if (values) {
                observations.ordered();
            } else {
                alarms.ordered(events);
            }
        } else if (message.is("PV1")) {
            subject.placed();
        } else if (message.is("PRT")) {
            subject.row();
        } else if (!message.isSegment()) {
            events.accept(new DriverEvent.Malformed("segment", message.segmentLength()));
        }
        return false;
    }
}

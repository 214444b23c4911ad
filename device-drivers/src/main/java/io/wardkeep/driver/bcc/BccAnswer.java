package io.wardkeep.driver.bcc;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.PlainNumber;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Answers: one block or several, in each the parameters of a pump. Remembers which pumps an answer has named, whether
 * the rack has one pump or several, and which alarms are on. Owned by one session.
 */
final class BccAnswer {

    /** What a block was about. */
    enum Kind {
        /** Values, at least of the device itself. */
        VALUES,
        /** The device is there, or says its version. */
        ACKNOWLEDGED,
        /** The device did not like the question. */
        ERROR,
        /** A part of it is no quadruple. */
        GARBLED
    }

    private static final BccNumeric[] NUMERICS = BccNumeric.values();
    private static final String SWITCHED_OFF = "00050";
    private static final String NO_VALUE = "_NV";
    private static final String NOT_AVAILABLE = "_NA";
    /** After so many answers of one block and one pump, a rack of several has become one. */
    private static final int SINGLE_ANSWERS_MIN = 3;

    private final Quadruple quadruple = new Quadruple();
    private final PlainNumber number = new PlainNumber();
    private final PumpAlarms alarms = new PumpAlarms();
    private final boolean[] namedNow = new boolean[Quadruple.PLACES];
    private final boolean[] namedBefore = new boolean[Quadruple.PLACES];
    private byte[] lastSerial = new byte[0];
    private boolean several;
    private int singleAnswers;
    private boolean intact;
    private boolean continues;

    /** The question was put: what comes next begins an answer. */
    void expected() {
        Arrays.fill(namedNow, false);
        intact = true;
        continues = false;
    }

    /** A part of the answer is lost; who is missing in it may still be there. */
    void broken() {
        intact = false;
    }

    /**
     * Says what a block says.
     *
     * @param more do more blocks of the same answer follow?
     */
    Kind report(byte[] block, int from, int until, boolean more, long nowMillis, Consumer<DriverEvent> events) {
        Kind kind = look(block, from, until);
        if (kind != Kind.VALUES) {
            return kind;
        }
        several |= more || continues;
        quadruple.over(block, from, until);
        while (quadruple.hasNext()) {
            int start = quadruple.place();
            quadruple.advance();
            if (quadruple.pump() != Quadruple.SYSTEM) {
                reportPump(quadruple.pump(), start, nowMillis, events);
            }
        }
        continues = more;
        if (!more) {
            answered(events);
        }
        return kind;
    }

    /** Goes over the block once before anything of it is said. */
    private Kind look(byte[] block, int from, int until) {
        Kind kind = Kind.VALUES;
        int firstPump = Quadruple.SYSTEM;
        quadruple.over(block, from, until);
        while (quadruple.hasNext()) {
            if (!quadruple.advance()) {
                return Kind.GARBLED;
            }
            int pump = quadruple.pump();
            if (pump == Quadruple.SYSTEM) {
                if (quadruple.isParameter("GNACK")) {
                    kind = Kind.ACKNOWLEDGED;
                } else if (quadruple.isParameter("GNERR")) {
                    kind = Kind.ERROR;
                }
            } else {
                several |= firstPump != Quadruple.SYSTEM && firstPump != pump;
                firstPump = pump;
            }
        }
        return kind;
    }

    /** A pump's parameters stand together; whether it is on stands among them. */
    private void reportPump(int pump, int start, long nowMillis, Consumer<DriverEvent> events) {
        namedNow[pump] = true;
        boolean off = false;
        int end = start;
        quadruple.backTo(start);
        while (quadruple.hasNext() && quadruple.advance() && quadruple.pump() == pump) {
            off |= quadruple.isParameter("DSSTATUS") && quadruple.isValue(SWITCHED_OFF);
            end = quadruple.place();
        }
        quadruple.backTo(start);
        while (quadruple.place() != end) {
            quadruple.advance();
            reportParameter(pump, off, nowMillis, events);
        }
    }

    private void reportParameter(int pump, boolean off, long nowMillis, Consumer<DriverEvent> events) {
        int alarm = quadruple.numberOf("INA");
        if (alarm >= 1 && alarm <= PumpAlarms.ALARMS) {
            // Not available, or no value: that says nothing of an alarm, neither that it began nor that it is over.
            boolean present = quadruple.isValue("1");
            if (present || quadruple.isValue("0")) {
                alarms.report(pump, alarm, present, events);
            }
            return;
        }
        if (!several && quadruple.isParameter("INSERNUM")) {
            identify(events);
            return;
        }
        for (BccNumeric numeric : NUMERICS) {
            if (quadruple.isParameter(numeric.parameter())) {
                Observation observation = observation(numeric, off, nowMillis);
                events.accept(
                        several
                                ? new DriverEvent.MeasuredByPart(PumpNames.of(pump), observation)
                                : new DriverEvent.Measured(observation));
                return;
            }
        }
    }

    private Observation observation(BccNumeric numeric, boolean off, long nowMillis) {
        boolean none = off || quadruple.isValue(NO_VALUE) || quadruple.isValue(NOT_AVAILABLE);
        if (none || !number.read(quadruple.bytes(), quadruple.valueStart(), quadruple.valueEnd())) {
            return Measurements.missing(numeric.metric(), Validity.INVALID, nowMillis, Reading.NO_DEVICE_TIME);
        }
        return Measurements.value(
                numeric.metric(), number.mantissa(), number.scale(), Validity.VALID, nowMillis, Reading.NO_DEVICE_TIME);
    }

    private void identify(Consumer<DriverEvent> events) {
        int from = quadruple.valueStart();
        int until = quadruple.valueEnd();
        if (!Arrays.equals(quadruple.bytes(), from, until, lastSerial, 0, lastSerial.length)) {
            lastSerial = Arrays.copyOfRange(quadruple.bytes(), from, until);
            events.accept(
                    new DriverEvent.Identity("B. Braun pump", new String(lastSerial, StandardCharsets.UTF_8), ""));
        }
    }

    private void answered(Consumer<DriverEvent> events) {
        int pumps = 0;
        for (int pump = 0; pump < Quadruple.PLACES; pump++) {
            if (namedNow[pump]) {
                pumps++;
            } else if (namedBefore[pump] && intact) {
                alarms.gone(pump, events);
                namedBefore[pump] = false;
            }
            namedBefore[pump] |= namedNow[pump];
        }
        singleAnswers = pumps == 1 && intact ? singleAnswers + 1 : 0;
        if (singleAnswers >= SINGLE_ANSWERS_MIN) {
            several = false;
        }
        Arrays.fill(namedNow, false);
        intact = false;
    }
}

package io.wardkeep.driver.astm;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.LeftOutNames;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.astm.Results.Result;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A message, record by record: a header, patients, their orders, the orders' results. Text may be cut anywhere between
 * two frames. Owned by one session.
 */
final class AstmMessage {

    private static final long DIGEST_SEED = 0xCBF29CE484222325L;
    /** The oldest result that is believed as what the analyser found now. */
    private static final long AGE_MILLIS_MAX = 24 * 3_600_000L;
    /** The oldest one whose time is. */
    private static final long PLACED_MILLIS_MAX = 30 * AGE_MILLIS_MAX;
    /** Times may be told to the minute, so that a result seems to be younger than its message. */
    private static final long AHEAD_MILLIS_MAX = 60_000;

    private static final long NOT_PLACED = -1;
    private static final int NAME_MAX = 24;

    /** What must be known when a frame comes again: its text counts from here once more. */
    private static final class Context {
        private boolean control;
        private boolean controlOrder;
        private long messageMillis = Reading.NO_DEVICE_TIME;
        private long header = DIGEST_SEED;
        private long patient = DIGEST_SEED;
        private long order = DIGEST_SEED;

        private void clear() {
            control = false;
            controlOrder = false;
            messageMillis = Reading.NO_DEVICE_TIME;
            header = DIGEST_SEED;
            patient = DIGEST_SEED;
            order = DIGEST_SEED;
        }

        private void set(Context other) {
            control = other.control;
            controlOrder = other.controlOrder;
            messageMillis = other.messageMillis;
            header = other.header;
            patient = other.patient;
            order = other.order;
        }
    }

    private final AstmRecord record = new AstmRecord();
    private final Context context = new Context();
    private final Context before = new Context();
    private final LeftOutNames leftOut = new LeftOutNames();
    private long saidSender = DIGEST_SEED;
    private long digest;
    private boolean anyResult;
    private boolean recognisable;

    /** A transfer begins. */
    void begin() {
        record.clear();
        context.clear();
        remember();
    }

    /** A frame did not come: the record that it would have continued is given up, what the header said stays true. */
    void interrupted() {
        record.clear();
        remember();
    }

    private void remember() {
        record.save();
        before.set(context);
    }

    /** The frame before comes again: everything is as it was before it. */
    void goBack() {
        record.restore();
        context.set(before);
    }

    /**
     * Takes a frame's text.
     *
     * @param last does the frame end its record?
     */
    void take(byte[] text, int length, boolean last, long nowMillis, Consumer<DriverEvent> events) {
        remember();
        digest = DIGEST_SEED;
        anyResult = false;
        recognisable = true;
        for (int at = 0; at < length; at++) {
            if (text[at] == '\r' || text[at] == '\n') {
                ended(nowMillis, events);
            } else if (!record.put(text[at])) {
                events.accept(new DriverEvent.Malformed("overlong", record.length()));
                record.clear();
            }
        }
        if (last) {
            ended(nowMillis, events);
        }
    }

    /** By what the results of the last frame are known if they come again; empty where nothing tells them apart. */
    OptionalLong mark() {
        return anyResult && recognisable ? OptionalLong.of(digest) : OptionalLong.empty();
    }

    private void ended(long nowMillis, Consumer<DriverEvent> events) {
        switch (record.type()) {
            case 'H' -> header(events);
            case 'P' -> {
                context.patient = record.digest(DIGEST_SEED);
                context.order = DIGEST_SEED;
            }
            case 'O' -> {
                context.order = record.digest(DIGEST_SEED);
                context.controlOrder = record.field(11).letter() == 'Q';
            }
            case 'R' -> result(nowMillis, events);
            case 'C', 'M', 'Q', 'L', 0 -> {
                // Comments, makers' data and questions for orders have no values; an end says nothing more.
            }
            default -> events.accept(new DriverEvent.Malformed("record", record.length()));
        }
        record.clear();
    }

    private void header(Consumer<DriverEvent> events) {
        record.declareDelimiters();
        char processing = record.field(11).letter();
        context.control = processing == 'Q' || processing == 'T' || processing == 'D';
        context.controlOrder = false;
        context.messageMillis = record.field(13).millis();
        context.header = record.digest(DIGEST_SEED);
        context.patient = DIGEST_SEED;
        context.order = DIGEST_SEED;
        long sender = record.field(4).digestOfField(DIGEST_SEED);
        if (sender != saidSender) {
            saidSender = sender;
            events.accept(new DriverEvent.Identity(record.words(2 * NAME_MAX), "", ""));
        }
    }

    private void result(long nowMillis, Consumer<DriverEvent> events) {
        if (context.control || context.controlOrder) {
            leftOut.leaveOut("quality control", events);
            return;
        }
        Result result = Results.find(record);
        if (result == null) {
            leftOut.leaveOut(name(), events);
            return;
        }
        boolean timeTold = record.field(12).isTold() || record.field(11).isTold();
        long deviceMillis = record.field(12).millis();
        if (deviceMillis == Reading.NO_DEVICE_TIME) {
            deviceMillis = record.field(11).millis();
        }
        Validity validity = validity();
        if (validity.hasValue() && !Results.isInItsUnit(record, result)) {
            leftOut.leaveOut(name() + " in " + record.field(4).words(NAME_MAX), events);
            return;
        }
        long age = timeTold ? age(deviceMillis) : 0;
        if (validity.hasValue() && (age == NOT_PLACED || age > AGE_MILLIS_MAX)) {
            validity = Validity.QUESTIONABLE;
        }
        long measuredMillis = age == NOT_PLACED ? nowMillis : nowMillis - age;
        events.accept(new DriverEvent.Measured(observation(result, validity, measuredMillis, deviceMillis)));
        if (deviceMillis == Reading.NO_DEVICE_TIME && context.messageMillis == Reading.NO_DEVICE_TIME) {
            recognisable = false;
        }
        digest = 31 * digest + context.patient;
        digest = 31 * digest + context.order;
        digest = 31 * digest + (deviceMillis == Reading.NO_DEVICE_TIME ? context.header : 0);
        digest = record.digest(digest);
        anyResult = true;
    }

    private Observation observation(Result result, Validity validity, long measuredMillis, long deviceMillis) {
        int decimals = record.field(3).decimals();
        return validity.hasValue()
                ? Measurements.value(result.metric(), record.digits(), decimals, validity, measuredMillis, deviceMillis)
                : Measurements.missing(result.metric(), validity, measuredMillis, deviceMillis);
    }

    /** Only a final result without a warning is good; beyond the measuring range the number is only its limit. */
    private Validity validity() {
        char status = record.field(8).letter();
        char flag = record.field(6).letter();
        if (record.field(3).decimals() < 0 || status == 'X') {
            return Validity.INVALID;
        }
        boolean isFinal = status == 'F' || status == 'C';
        return isFinal && flag != '<' && flag != '>' ? Validity.VALID : Validity.QUESTIONABLE;
    }

    /**
     * The analyser's clock may be wrong, but the age of a result by the same clock is right: how long before the
     * message it was measured, in milliseconds. {@link #NOT_PLACED} where that cannot be told.
     */
    private long age(long deviceMillis) {
        if (deviceMillis == Reading.NO_DEVICE_TIME || context.messageMillis == Reading.NO_DEVICE_TIME) {
            return NOT_PLACED;
        }
        long age = context.messageMillis - deviceMillis;
        return age < -AHEAD_MILLIS_MAX || age > PLACED_MILLIS_MAX ? NOT_PLACED : Math.max(0, age);
    }

    private String name() {
        String name = record.field(2).words(NAME_MAX);
        return name.isEmpty() ? "unnamed" : name;
    }
}

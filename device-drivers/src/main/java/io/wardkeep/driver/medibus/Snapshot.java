package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.util.function.Consumer;

/**
 * Answers of one kind: each holds all that is available. What an earlier one held and this one does not is invalid from
 * now on, and said so once. Owned by one session.
 */
final class Snapshot {

    private static final int CODE_BYTES = 2;
    private static final Quantity[] QUANTITIES = Quantity.values();

    private final Parameters parameters;
    private final int valueBytes;
    private final boolean[] given = new boolean[QUANTITIES.length];
    private final boolean[] now = new boolean[QUANTITIES.length];

    Snapshot(Parameters parameters, int valueBytes) {
        this.parameters = parameters;
        this.valueBytes = valueBytes;
    }

    void report(Message answer, long nowMillis, Consumer<DriverEvent> events) {
        int recordBytes = CODE_BYTES + valueBytes;
        if (answer.dataLength() % recordBytes != 0) {
            events.accept(new DriverEvent.Malformed("record-length", answer.length()));
            return;
        }
        for (int at = 0; at < answer.dataLength(); at += recordBytes) {
            reportRecord(answer, at, nowMillis, events);
        }
        for (int i = 0; i < QUANTITIES.length; i++) {
            if (given[i] && !now[i]) {
                events.accept(missing(QUANTITIES[i].metric(), nowMillis));
            }
            given[i] = now[i];
            now[i] = false;
        }
    }

    private void reportRecord(Message answer, int at, long nowMillis, Consumer<DriverEvent> events) {
        int code = Text.hexadecimalPair(answer, at);
        if (code < 0) {
            events.accept(new DriverEvent.Malformed("code", CODE_BYTES + valueBytes));
            return;
        }
        if (!parameters.knows(code)) {
            return;
        }
        if (parameters.isInAnotherUnit(code)) {
            events.accept(parameters.quantity(code).inAnotherUnit());
            return;
        }
        long digits = Text.digits(answer, at + CODE_BYTES, valueBytes);
        if (digits == Text.NONE) {
            events.accept(new DriverEvent.Malformed("value", CODE_BYTES + valueBytes));
            return;
        }
        int decimals = Text.decimals(answer, at + CODE_BYTES, valueBytes);
        Quantity quantity = parameters.quantity(code);
        Conversion conversion = parameters.conversion(code);
        now[quantity.ordinal()] = true;
        if (digits == 0 && quantity.isMissingAtZero()) {
            events.accept(missing(quantity.metric(), nowMillis));
        } else {
            events.accept(new DriverEvent.Measured(Measurements.value(
                    quantity.metric(),
                    conversion.mantissa(digits, decimals),
                    conversion.scale(decimals),
                    Validity.VALID,
                    nowMillis,
                    Reading.NO_DEVICE_TIME)));
        }
    }

    private static DriverEvent missing(Metric metric, long nowMillis) {
        return new DriverEvent.Measured(
                Measurements.missing(metric, Validity.INVALID, nowMillis, Reading.NO_DEVICE_TIME));
    }
}

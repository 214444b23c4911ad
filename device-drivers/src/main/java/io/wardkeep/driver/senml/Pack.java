package io.wardkeep.driver.senml;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.LeftOutNames;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.NamedMetrics;
import io.wardkeep.driver.message.JsonText;
import io.wardkeep.driver.message.ObservationMessage;
import io.wardkeep.driver.message.PartException;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Resolves the records of one pack, in their order, into events; what is wrong becomes a reason. */
final class Pack {

    private static final int VERSION = 10;

    /** Seconds from here on count from 1970, those below it from now. */
    private static final BigDecimal ABSOLUTE_SECONDS_MIN = BigDecimal.valueOf(1L << 28);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]*");

    /** Where SenML's registry writes a unit of ours in another way than UCUM. */
    private static final Map<String, String> UCUM = Map.of("beat/min", "{beat}/min", "1/min", "/min", "/", "1");

    private static final List<String> TEXTS = List.of("vs", "vd");

    private final JsonText json;
    private final long nowMillis;
    private final LeftOutNames leftOut;
    private final BaseFields base = new BaseFields();
    private final List<DriverEvent> events = new ArrayList<>();
    private Optional<String> sender = Optional.empty();
    private boolean timed = true;

    /**
     * A pack.
     *
     * @param json an array
     * @param nowMillis when it was read
     * @param leftOut of the device
     */
    Pack(JsonText json, long nowMillis, LeftOutNames leftOut) {
        this.json = json;
        this.nowMillis = nowMillis;
        this.leftOut = leftOut;
    }

    /** What it says; of a version that we do not know, nothing. */
    ObservationMessage read(int length) {
        if (!isUnderstood()) {
            return ObservationMessage.malformed("version", length);
        }
        int record = json.first(JsonText.ROOT);
        boolean resolvable = true;
        for (int left = json.count(JsonText.ROOT); left > 0 && resolvable; left--) {
            if (events.size() == ObservationMessage.READINGS_MAX) {
                malformed("too-many");
                break;
            }
            resolvable = resolvable(record);
            record = json.next(record);
        }
        boolean measured = events.stream().anyMatch(DriverEvent.Measured.class::isInstance);
        return new ObservationMessage(OptionalLong.empty(), measured && timed, events);
    }

    private boolean isUnderstood() {
        int record = json.first(JsonText.ROOT);
        for (int left = json.count(JsonText.ROOT); left > 0; left--) {
            int version = json.is(record, JsonText.Kind.STRUCTURE) ? json.member(record, "bver") : JsonText.ABSENT;
            if (version != JsonText.ABSENT
                    && (!json.is(version, JsonText.Kind.NUMBER)
                            || json.number(version).compareTo(BigDecimal.valueOf(VERSION)) != 0)) {
                return false;
            }
            record = json.next(record);
        }
        return true;
    }

    /** Reads a record; false where those behind it have lost their meaning. */
    private boolean resolvable(int record) {
        if (!json.is(record, JsonText.Kind.STRUCTURE)) {
            malformed("record");
            return true;
        }
        try {
            base.take(json, record);
        } catch (PartException e) {
            malformed(String.valueOf(e.getMessage()));
            return false;
        }
        Optional<String> unknown = mustBeUnderstood(record);
        if (unknown.isPresent()) {
            malformed("must-understand");
            return !unknown.get().startsWith("b");
        }
        try {
            measured(record);
        } catch (PartException e) {
            malformed(String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** A field that may not be passed over: we know none of those. One of a base field's name would hold on. */
    private Optional<String> mustBeUnderstood(int record) {
        Optional<String> found = Optional.empty();
        int key = json.first(record);
        for (int left = json.count(record); left > 0; left--) {
            String field = json.text(key);
            if (field.endsWith("_") && (found.isEmpty() || field.startsWith("b"))) {
                found = Optional.of(field);
            }
            key = json.next(key + 1);
        }
        return found;
    }

    private void measured(int record) throws PartException {
        int value = json.member(record, "v");
        boolean other = otherValue(record);
        boolean sum = json.member(record, "s") != JsonText.ABSENT;
        int named = json.member(record, "n");
        if (value == JsonText.ABSENT && !other && !sum && named == JsonText.ABSENT) {
            // Base fields for the records behind it.
            return;
        }
        String name = name(named);
        if (value != JsonText.ABSENT ? other || !json.is(value, JsonText.Kind.NUMBER) : !other && !sum) {
            throw new PartException("value");
        }
        int colon = name.lastIndexOf(':') + 1;
        Optional<Metric> metric = NamedMetrics.named(name).or(() -> NamedMetrics.named(name.substring(colon)));
        if (value == JsonText.ABSENT || metric.isEmpty() || !isInOwnUnit(metric.get(), record)) {
            leftOut.leaveOut(LeftOutNames.shortened(name.substring(colon)), events::add);
            return;
        }
        if (sender.isPresent() && !sender.get().equals(name.substring(0, colon))) {
            leftOut.leaveOut("of another device", events::add);
            return;
        }
        sender = Optional.of(name.substring(0, colon));
        said(metric.get(), number(value), json.member(record, "t"));
    }

    /** Does it say something that is no number? More than one value is none. */
    private boolean otherValue(int record) throws PartException {
        int values = 0;
        for (String field : TEXTS) {
            values += isTold(record, field, JsonText.Kind.TEXT) ? 1 : 0;
        }
        values += isTold(record, "vb", JsonText.Kind.TRUTH) ? 1 : 0;
        if (values > 1) {
            throw new PartException("value");
        }
        return values == 1;
    }

    private boolean isTold(int record, String field, JsonText.Kind kind) throws PartException {
        int token = json.member(record, field);
        if (token != JsonText.ABSENT && !json.is(token, kind)) {
            throw new PartException("value");
        }
        return token != JsonText.ABSENT;
    }

    private String name(int token) throws PartException {
        if (token != JsonText.ABSENT && !json.is(token, JsonText.Kind.TEXT)) {
            throw new PartException("name");
        }
        String name = base.name() + (token == JsonText.ABSENT ? "" : json.text(token));
        if (!NAME.matcher(name).matches()) {
            throw new PartException("name");
        }
        return name;
    }

    private boolean isInOwnUnit(Metric metric, int record) throws PartException {
        int token = json.member(record, "u");
        if (token != JsonText.ABSENT && !json.is(token, JsonText.Kind.TEXT)) {
            throw new PartException("unit");
        }
        String unit = token == JsonText.ABSENT ? base.unit() : json.text(token);
        return Nomenclature.standard()
                .unit(metric, UCUM.getOrDefault(unit, unit))
                .isPresent();
    }

    private Decimal number(int value) throws PartException {
        if (base.value().isEmpty()) {
            return json.decimal(value).orElseThrow(() -> new PartException("value-range"));
        }
        try {
            return Decimal.of(json.number(value).add(base.value().get()));
        } catch (ArithmeticException e) {
            throw new PartException("value-range");
        }
    }

    private void said(Metric metric, Decimal number, int time) throws PartException {
        if (time != JsonText.ABSENT && !json.is(time, JsonText.Kind.NUMBER)) {
            throw new PartException("time");
        }
        BigDecimal seconds = time == JsonText.ABSENT ? base.time() : base.time().add(json.number(time));
        boolean absolute = seconds.compareTo(ABSOLUTE_SECONDS_MIN) >= 0;
        long millis = millis(seconds);
        if (!absolute && millis < -ObservationMessage.AGE_MILLIS_MAX) {
            // Kept by the device and no current value.
            leftOut.leaveOut("historical", events::add);
            return;
        }
        timed &= absolute;
        long told = absolute ? millis : Reading.NO_DEVICE_TIME;
        long measured = absolute
                ? ObservationMessage.measuredMillis(millis, nowMillis)
                : Math.min(nowMillis, nowMillis + millis);
        events.add(new DriverEvent.Measured(Measurements.value(metric, number, Validity.VALID, measured, told)));
    }

    private static long millis(BigDecimal seconds) throws PartException {
        try {
            return seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact();
        } catch (ArithmeticException e) {
            throw new PartException("time");
        }
    }

    private void malformed(String reason) {
        events.add(new DriverEvent.Malformed(reason, 0));
    }
}

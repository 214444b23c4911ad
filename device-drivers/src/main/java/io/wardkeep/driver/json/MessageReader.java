package io.wardkeep.driver.json;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.message.JsonText;
import io.wardkeep.driver.message.ObservationMessage;
import io.wardkeep.driver.message.PartException;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the values and waveform blocks of one message into events; what is wrong becomes a reason. */
final class MessageReader {

    private static final long PERIOD_NANOS_MAX = 60_000_000_000L;
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    private final JsonText json;
    private final Nomenclature nomenclature = Nomenclature.standard();
    private final long deviceMillis;
    private final long measuredMillis;
    private final List<DriverEvent> events;
    private int readings;

    MessageReader(JsonText json, OptionalLong deviceTime, long nowMillis, List<DriverEvent> events) {
        this.json = json;
        deviceMillis = deviceTime.orElse(Reading.NO_DEVICE_TIME);
        measuredMillis =
                deviceTime.isPresent() ? ObservationMessage.measuredMillis(deviceMillis, nowMillis) : nowMillis;
        this.events = events;
    }

    void values(int values) {
        each(values, "values", this::value);
    }

    void waves(int waves) {
        each(waves, "waves", this::wave);
    }

    private interface PartReader {
        Reading read(int part) throws PartException;
    }

    private void each(int parts, String name, PartReader reader) {
        if (parts == JsonText.ABSENT) {
            return;
        }
        if (!json.is(parts, JsonText.Kind.SEQUENCE)) {
            malformed(name);
            return;
        }
        int part = json.first(parts);
        for (int left = json.count(parts); left > 0; left--) {
            if (readings == ObservationMessage.READINGS_MAX) {
                malformed("too-many");
                return;
            }
            readings++;
            try {
                if (!json.is(part, JsonText.Kind.STRUCTURE)) {
                    throw new PartException(name);
                }
                events.add(new DriverEvent.Measured(reader.read(part)));
            } catch (PartException e) {
                malformed(String.valueOf(e.getMessage()));
            }
            part = json.next(part);
        }
    }

    private void malformed(String reason) {
        events.add(new DriverEvent.Malformed(reason, 0));
    }

    private Reading value(int part) throws PartException {
        Metric metric = metric(part);
        if (metric.kind() == MetricKind.WAVEFORM || metric.unit().isEmpty()) {
            throw new PartException("not-numeric");
        }
        int ucum = json.member(part, "unit");
        if (!json.is(ucum, JsonText.Kind.TEXT)) {
            throw new PartException("unit-missing");
        }
        requireUnit(metric, ucum);
        int stated = json.member(part, "validity");
        Validity validity = validity(stated);
        int value = json.member(part, "value");
        if (json.is(value, JsonText.Kind.NUMBER) && validity.hasValue()) {
            Decimal number = json.decimal(value).orElseThrow(() -> new PartException("value-range"));
            return Measurements.value(metric, number, validity, measuredMillis, deviceMillis);
        }
        if (json.is(value, JsonText.Kind.NOTHING) && (stated == JsonText.ABSENT || !validity.hasValue())) {
            Validity missing = stated == JsonText.ABSENT ? Validity.INVALID : validity;
            return Measurements.missing(metric, missing, measuredMillis, deviceMillis);
        }
        throw new PartException("value");
    }

    private Reading wave(int part) throws PartException {
        Metric metric = metric(part);
        if (metric.kind() != MetricKind.WAVEFORM) {
            throw new PartException("not-waveform");
        }
        int ucum = json.member(part, "unit");
        if (json.is(ucum, JsonText.Kind.TEXT)) {
            requireUnit(metric, ucum);
        }
        int elements = json.member(part, "samples");
        if (!json.is(elements, JsonText.Kind.SEQUENCE)
                || json.count(elements) == 0
                || json.count(elements) > Waveform.SAMPLES_MAX) {
            throw new PartException("samples");
        }
        int scale = scale(elements);
        int[] samples = samples(elements, scale);
        return new Waveform(
                metric.code(),
                metric.unitCode(),
                periodNanos(json.member(part, "period_ms")),
                scale,
                samples,
                validity(json.member(part, "validity")),
                measuredMillis,
                deviceMillis);
    }

    private Metric metric(int part) throws PartException {
        int code = json.member(part, "code");
        Optional<Metric> metric = json.is(code, JsonText.Kind.TEXT)
                ? nomenclature.metric(json.text(code))
                : json.is(code, JsonText.Kind.NUMBER) ? numbered(code) : Optional.empty();
        return metric.orElseThrow(() -> new PartException("unknown-code"));
    }

    private Optional<Metric> numbered(int code) {
        return json.decimal(code)
                .filter(number -> number.scale() == 0 && number.mantissa() == (int) number.mantissa())
                .flatMap(number -> nomenclature.metric((int) number.mantissa()));
    }

    private void requireUnit(Metric metric, int ucum) throws PartException {
        boolean own =
                metric.unit().isPresent() && json.says(ucum, metric.unit().get().ucum());
        if (!own && nomenclature.unit(metric, json.text(ucum)).isEmpty()) {
            throw new PartException("wrong-unit");
        }
    }

    private Validity validity(int token) throws PartException {
        if (token == JsonText.ABSENT) {
            return Validity.VALID;
        }
        if (!json.is(token, JsonText.Kind.TEXT)) {
            throw new PartException("validity");
        }
        return switch (json.text(token)) {
            case "VALID" -> Validity.VALID;
            case "QUESTIONABLE" -> Validity.QUESTIONABLE;
            case "ONGOING" -> Validity.ONGOING;
            case "INVALID" -> Validity.INVALID;
            case "SENSOR_OFF" -> Validity.SENSOR_OFF;
            default -> throw new PartException("validity");
        };
    }

    /** As many decimals as the finest sample has, as far as they are kept. */
    private int scale(int elements) throws PartException {
        int scale = 0;
        int element = json.first(elements);
        for (int left = json.count(elements); left > 0; left--) {
            if (json.is(element, JsonText.Kind.NUMBER)) {
                Decimal number = json.decimal(element).orElseThrow(() -> new PartException("sample-range"));
                scale = Math.max(scale, number.scale());
            }
            element = json.next(element);
        }
        return scale;
    }

    private int[] samples(int elements, int scale) throws PartException {
        int[] samples = new int[json.count(elements)];
        int element = json.first(elements);
        for (int index = 0; index < samples.length; index++) {
            samples[index] = sample(element, scale);
            element = json.next(element);
        }
        return samples;
    }

    private int sample(int element, int scale) throws PartException {
        return switch (json.kind(element)) {
            case NOTHING -> Waveform.MISSING;
            case NUMBER -> {
                Decimal number = json.decimal(element).orElseThrow(() -> new PartException("sample-range"));
                long digits = number.mantissa();
                for (int decimals = number.scale(); decimals < scale; decimals++) {
                    // A number beyond 32 bits stays beyond them; further on it would leave 63.
                    digits = Math.abs(digits) > Integer.MAX_VALUE ? digits : digits * 10;
                }
                if (digits != (int) digits || digits == Waveform.MISSING) {
                    throw new PartException("sample-range");
                }
                yield (int) digits;
            }
            case TEXT, TRUTH, SEQUENCE, STRUCTURE -> throw new PartException("samples");
        };
    }

    private long periodNanos(int period) throws PartException {
        if (json.is(period, JsonText.Kind.NUMBER)) {
            BigDecimal nanos = json.number(period).multiply(NANOS_PER_MILLI).setScale(0, RoundingMode.HALF_EVEN);
            if (nanos.signum() > 0 && nanos.compareTo(BigDecimal.valueOf(PERIOD_NANOS_MAX)) <= 0) {
                return nanos.longValueExact();
            }
        }
        throw new PartException("period");
    }
}

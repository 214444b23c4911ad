package io.wardkeep.driver.json;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Unit;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the values and waveform blocks of one message into events; what is wrong becomes a reason. */
final class MessageReader {

    private static final long PERIOD_NANOS_MAX = 60_000_000_000L;
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    private final long deviceMillis;
    private final long measuredMillis;
    private final List<DriverEvent> events;
    private int readings;

    MessageReader(OptionalLong deviceTime, long nowMillis, List<DriverEvent> events) {
        deviceMillis = deviceTime.orElse(Reading.NO_DEVICE_TIME);
        boolean believed = deviceTime.isPresent()
                && deviceMillis <= nowMillis + ObservationMessage.AHEAD_MILLIS_MAX
                && deviceMillis >= nowMillis - ObservationMessage.AGE_MILLIS_MAX;
        measuredMillis = believed ? Math.min(deviceMillis, nowMillis) : nowMillis;
        this.events = events;
    }

    void values(@Nullable JsonValue values) {
        each(values, "values", this::value);
    }

    void waves(@Nullable JsonValue waves) {
        each(waves, "waves", this::wave);
    }

    private interface PartReader {
        Reading read(Map<String, JsonValue> part) throws PartException;
    }

    /** Why a part was given up. */
    private static final class PartException extends Exception {

        private static final long serialVersionUID = 1;

        PartException(String reason) {
            super(reason, null, false, false);
        }
    }

    private void each(@Nullable JsonValue parts, String name, PartReader reader) {
        if (parts == null) {
            return;
        }
        if (!(parts instanceof JsonValue.Sequence(var elements))) {
            malformed(name);
            return;
        }
        for (JsonValue element : elements) {
            if (readings == ObservationMessage.READINGS_MAX) {
                malformed("too-many");
                return;
            }
            readings++;
            try {
                if (!(element instanceof JsonValue.Structure(var members))) {
                    throw new PartException(name);
                }
                events.add(new DriverEvent.Measured(reader.read(members)));
            } catch (PartException e) {
                malformed(String.valueOf(e.getMessage()));
            }
        }
    }

    private void malformed(String reason) {
        events.add(new DriverEvent.Malformed(reason, 0));
    }

    private Reading value(Map<String, JsonValue> part) throws PartException {
        Metric metric = metric(part);
        if (metric.kind() == MetricKind.WAVEFORM || metric.unit().isEmpty()) {
            throw new PartException("not-numeric");
        }
        if (!(part.get("unit") instanceof JsonValue.Text(var ucum))) {
            throw new PartException("unit-missing");
        }
        requireUnit(metric, ucum);
        Validity validity = validity(part);
        return switch (part.get("value")) {
            case JsonValue.Numeral(var number)
            when validity.hasValue() ->
                Measurements.value(metric, decimal(number), validity, measuredMillis, deviceMillis);
            case JsonValue.Nothing()
            when part.get("validity") == null ->
                Measurements.missing(metric, Validity.INVALID, measuredMillis, deviceMillis);
            case JsonValue.Nothing()
            when !validity.hasValue() -> Measurements.missing(metric, validity, measuredMillis, deviceMillis);
            case null, default -> throw new PartException("value");
        };
    }

    private Reading wave(Map<String, JsonValue> part) throws PartException {
        Metric metric = metric(part);
        if (metric.kind() != MetricKind.WAVEFORM) {
            throw new PartException("not-waveform");
        }
        if (part.get("unit") instanceof JsonValue.Text(var ucum)) {
            requireUnit(metric, ucum);
        }
        if (!(part.get("samples") instanceof JsonValue.Sequence(var elements))
                || elements.isEmpty()
                || elements.size() > Waveform.SAMPLES_MAX) {
            throw new PartException("samples");
        }
        int scale = scale(elements);
        int[] samples = new int[elements.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample(elements.get(i), scale);
        }
        return new Waveform(
                metric.code(),
                metric.unitCode(),
                periodNanos(part.get("period_ms")),
                scale,
                samples,
                validity(part),
                measuredMillis,
                deviceMillis);
    }

    private static Metric metric(Map<String, JsonValue> part) throws PartException {
        Optional<Metric> metric = switch (part.get("code")) {
            case JsonValue.Text(var name) -> Nomenclature.standard().metric(name);
            case JsonValue.Numeral(var number) -> Nomenclature.standard().metric(number.toPlainString());
            case null, default -> Optional.empty();
        };
        return metric.orElseThrow(() -> new PartException("unknown-code"));
    }

    private static void requireUnit(Metric metric, String ucum) throws PartException {
        Optional<Unit> unit = Nomenclature.standard().unit(metric, ucum);
        if (unit.isEmpty()) {
            throw new PartException("wrong-unit");
        }
    }

    private static Validity validity(Map<String, JsonValue> part) throws PartException {
        return switch (part.get("validity")) {
            case null -> Validity.VALID;
            case JsonValue.Text(var name) ->
                switch (name) {
                    case "VALID" -> Validity.VALID;
                    case "QUESTIONABLE" -> Validity.QUESTIONABLE;
                    case "ONGOING" -> Validity.ONGOING;
                    case "INVALID" -> Validity.INVALID;
                    case "SENSOR_OFF" -> Validity.SENSOR_OFF;
                    default -> throw new PartException("validity");
                };
            default -> throw new PartException("validity");
        };
    }

    private static Decimal decimal(BigDecimal number) throws PartException {
        try {
            return Decimal.of(number);
        } catch (ArithmeticException e) {
            throw new PartException("value-range");
        }
    }

    /** As many decimals as the finest sample has, as far as they are kept. */
    private static int scale(List<JsonValue> elements) {
        int scale = 0;
        for (JsonValue element : elements) {
            if (element instanceof JsonValue.Numeral(var number)) {
                scale = Math.max(scale, Math.min(number.scale(), Decimal.SCALE_MAX));
            }
        }
        return scale;
    }

    private static int sample(JsonValue element, int scale) throws PartException {
        return switch (element) {
            case JsonValue.Nothing() -> Waveform.MISSING;
            case JsonValue.Numeral(var number) -> {
                try {
                    int digits = number.setScale(scale, RoundingMode.HALF_EVEN)
                            .unscaledValue()
                            .intValueExact();
                    if (digits == Waveform.MISSING) {
                        throw new PartException("sample-range");
                    }
                    yield digits;
                } catch (ArithmeticException e) {
                    throw new PartException("sample-range");
                }
            }
            default -> throw new PartException("samples");
        };
    }

    private static long periodNanos(@Nullable JsonValue period) throws PartException {
        if (period instanceof JsonValue.Numeral(var millis)) {
            BigDecimal nanos = millis.multiply(NANOS_PER_MILLI).setScale(0, RoundingMode.HALF_EVEN);
            if (nanos.signum() > 0 && nanos.compareTo(BigDecimal.valueOf(PERIOD_NANOS_MAX)) <= 0) {
                return nanos.longValueExact();
            }
        }
        throw new PartException("period");
    }
}

package io.wardkeep.driver.sparkplug;

import io.wardkeep.ward.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One payload.
 *
 * @param millis when it was sent; -1 where it does not say
 * @param seq -1 where it has none
 * @param metrics at most {@link #METRICS_MAX}
 */
record Payload(long millis, long seq, List<Payload.Value> metrics) {

    static final int METRICS_MAX = 1_024;

    private static final int TEXT_BYTES_MAX = 128;
    private static final int PROPERTIES_MAX = 32;

    /** Powers of ten: what devices tell has few decimals. */
    private static final double[] FEW_DECIMALS = {1, 10, 100, 1_000, 10_000};

    /** Six digits are exact in single precision as well. */
    private static final double DIGITS_EXACT_MAX = 999_999;

    /** Number types of a metric, by what its bits are. */
    enum Bits {
        /** There is no value, or it is null. */
        NONE,
        WHOLE,
        FLOAT,
        DOUBLE,
        OTHER
    }

    /**
     * A metric.
     *
     * @param name empty where an alias stands for it
     * @param alias -1 where there is none
     * @param millis when it was measured; -1 where it does not say
     * @param historical stored and forwarded
     * @param datatype of the value; 0 where it does not say, as data need not
     * @param bits what the value's bits are
     * @param raw the value's bits
     * @param quality 0, 192, 500, or -1 where it does not say
     * @param unit property {@code engUnit}
     * @param mdc property {@code mdc}
     */
    record Value(
            String name,
            long alias,
            long millis,
            boolean historical,
            int datatype,
            Bits bits,
            long raw,
            long quality,
            String unit,
            String mdc) {

        /**
         * The value; empty where it is null, no number, or has more digits than a value can have.
         *
         * @param born the metric's datatype at its birth, for a value that does not say its own
         */
        Optional<Decimal> number(int born) {
            return Payload.number(bits, raw, datatype == 0 ? born : datatype);
        }
    }

    /** Reads a payload; null when it is none. */
    static @Nullable Payload read(byte[] bytes, int from, int until) {
        ProtobufReader reader = new ProtobufReader();
        reader.open(bytes, from, until);
        long millis = -1;
        long seq = -1;
        List<Value> metrics = new ArrayList<>();
        while (reader.next()) {
            boolean number = reader.type() == ProtobufReader.VARINT;
            switch (reader.field()) {
                case 1 -> millis = number ? reader.number() : millis;
                case 2 -> {
                    Value value = reader.type() == ProtobufReader.BYTES && metrics.size() < METRICS_MAX
                            ? metric(bytes, reader.from(), reader.until())
                            : null;
                    if (value == null) {
                        return null;
                    }
                    metrics.add(value);
                }
                case 3 -> seq = number ? reader.number() : seq;
                default -> {
                    // A body or an identifier: nothing that we read.
                }
            }
        }
        return reader.malformed() ? null : new Payload(millis, seq, metrics);
    }

    private static @Nullable Value metric(byte[] bytes, int from, int until) {
        ProtobufReader reader = new ProtobufReader();
        reader.open(bytes, from, until);
        String name = "";
        long alias = -1;
        long millis = -1;
        long datatype = 0;
        boolean historical = false;
        boolean absent = false;
        Bits bits = Bits.NONE;
        long value = 0;
        Properties properties = new Properties();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = text(bytes, reader);
                case 2 -> alias = reader.number();
                case 3 -> millis = reader.number();
                case 4 -> datatype = reader.number();
                case 5 -> historical = reader.number() != 0;
                case 7 -> absent = reader.number() != 0;
                case 9 -> {
                    if (reader.type() == ProtobufReader.BYTES) {
                        properties.read(bytes, reader.from(), reader.until());
                    }
                }
                case 10, 11 -> {
                    bits = Bits.WHOLE;
                    value = reader.number();
                }
                case 12 -> {
                    bits = reader.type() == ProtobufReader.FIXED32 ? Bits.FLOAT : Bits.OTHER;
                    value = reader.number();
                }
                case 13 -> {
                    bits = reader.type() == ProtobufReader.FIXED64 ? Bits.DOUBLE : Bits.OTHER;
                    value = reader.number();
                }
                case 14, 15, 16, 17, 18 -> bits = Bits.OTHER;
                default -> {
                    // Metadata, and what later editions add.
                }
            }
        }
        if (reader.malformed()) {
            return null;
        }
        return new Value(
                name,
                alias,
                millis,
                historical,
                (int) datatype,
                absent ? Bits.NONE : bits,
                value,
                properties.quality,
                properties.unit,
                properties.mdc);
    }

    /** Signed types are sent as two's complement in the unsigned field of their width. */
    private static Optional<Decimal> number(Bits bits, long value, int datatype) {
        return switch (bits) {
            case NONE, OTHER -> Optional.empty();
            case WHOLE -> {
                long number = switch (datatype) {
                    case 1 -> (byte) value;
                    case 2 -> (short) value;
                    case 3 -> (int) value;
                    default -> value;
                };
                // Without a sign, the highest bit is a number beyond any that is measured.
                boolean beyond = number < 0 && (datatype < 1 || datatype > 4);
                yield beyond ? Optional.empty() : Optional.of(Decimal.of(number));
            }
            case FLOAT -> {
                float number = Float.intBitsToFloat((int) value);
                yield Float.isFinite(number) ? number(number, number) : Optional.empty();
            }
            case DOUBLE -> {
                double number = Double.longBitsToDouble(value);
                yield Double.isFinite(number) ? number(number, Float.NaN) : Optional.empty();
            }
        };
    }

    /**
     * The shortest decimal that the binary fraction stands for: 97.0 was a whole number before it was one.
     *
     * @param number the value
     * @param single the same where it was told in single precision, else not a number
     */
    private static Optional<Decimal> number(double number, float single) {
        for (int scale = 0; scale < FEW_DECIMALS.length; scale++) {
            double digits = Math.rint(number * FEW_DECIMALS[scale]);
            double back = digits / FEW_DECIMALS[scale];
            if (Math.abs(digits) <= DIGITS_EXACT_MAX && (back == number || (float) back == single)) {
                return Optional.of(new Decimal((long) digits, scale));
            }
        }
        String digits = Float.isNaN(single) ? Double.toString(number) : Float.toString(single);
        try {
            return Optional.of(Decimal.parse(digits));
        } catch (ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes, ProtobufReader reader) {
        int length = Math.min(TEXT_BYTES_MAX, reader.until() - reader.from());
        return reader.type() == ProtobufReader.BYTES
                ? new String(bytes, reader.from(), length, StandardCharsets.UTF_8)
                : "";
    }

    /** The properties that are read, in the order of their keys. */
    private static final class Properties {

        private final List<String> keys = new ArrayList<>();
        private long quality = -1;
        private String unit = "";
        private String mdc = "";
        private int values;

        void read(byte[] bytes, int from, int until) {
            ProtobufReader reader = new ProtobufReader();
            reader.open(bytes, from, until);
            while (reader.next()) {
                if (reader.field() == 1 && keys.size() < PROPERTIES_MAX) {
                    keys.add(text(bytes, reader));
                } else if (reader.field() == 2 && reader.type() == ProtobufReader.BYTES) {
                    value(bytes, reader.from(), reader.until());
                }
            }
        }

        private void value(byte[] bytes, int from, int until) {
            String key = values < keys.size() ? keys.get(values) : "";
            values++;
            ProtobufReader reader = new ProtobufReader();
            reader.open(bytes, from, until);
            while (reader.next()) {
                boolean whole = reader.field() == 3 || reader.field() == 4;
                boolean text = reader.field() == 8;
                switch (key.toLowerCase(Locale.ROOT)) {
                    case "quality" -> quality = whole ? reader.number() : quality;
                    case "engunit" -> unit = text ? text(bytes, reader) : unit;
                    case "mdc" -> mdc = whole ? Long.toString(reader.number()) : text ? text(bytes, reader) : mdc;
                    default -> {
                        // A property of somebody else's.
                    }
                }
            }
        }
    }
}

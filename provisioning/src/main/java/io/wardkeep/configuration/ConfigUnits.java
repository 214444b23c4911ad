package io.wardkeep.configuration;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that carry their unit: {@code 250ms}, {@code 30d}, {@code 64MiB}, {@code 127.0.0.1:8080}. */
public final class ConfigUnits {

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]+)");

    private ConfigUnits() {}

    /**
     * An address to listen at.
     *
     * @param host name or address
     * @param port 0 for any free one
     */
    public record Listen(String host, int port) {

        /** {@code host:port} again. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** {@code 250ms}, {@code 10s}, {@code 5m}, {@code 12h}, {@code 30d}. */
    public static Duration duration(String text) {
        Matcher matcher = quantity(text, "a time with its unit, like 250ms, 10s, 5m, 12h or 30d");
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("unknown unit of time " + matcher.group(2));
        };
    }

    /** {@code 64KiB}, {@code 64MiB}, {@code 2GiB}. */
    public static long bytes(String text) {
        Matcher matcher = quantity(text, "a size with its unit, like 64KiB, 64MiB or 2GiB");
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "B" -> number;
            case "KiB" -> Math.multiplyExact(number, 1L << 10);
            case "MiB" -> Math.multiplyExact(number, 1L << 20);
            case "GiB" -> Math.multiplyExact(number, 1L << 30);
            default -> throw new IllegalArgumentException("unknown unit of size " + matcher.group(2));
        };
    }

    /** {@code 127.0.0.1:8080}. */
    public static Listen listen(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an address like 127.0.0.1:8080 is wanted, not " + text);
        }
        return new Listen(text.substring(0, colon), port(text.substring(colon + 1)));
    }

    /** 0 to 65535. */
    public static int port(String text) {
        int port = integer(text);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        return port;
    }

    /** A whole number. */
    public static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("a whole number is wanted, not " + text, noNumber);
        }
    }

    /** {@code true}, {@code yes}, {@code on}, or their opposites. */
    public static boolean flag(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("true or false is wanted, not " + text);
        };
    }

    /** A time as it would be written. */
    public static String write(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /** A size as it would be written. */
    public static String write(long bytes) {
        return bytes % (1L << 20) == 0 ? bytes / (1L << 20) + "MiB" : bytes + "B";
    }

    private static Matcher quantity(String text, String wanted) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(wanted + " is wanted, not " + text);
        }
        return matcher;
    }
}

package io.wardkeep.hub.bundle;

import java.util.Properties;

/**
 * How an import ended.
 *
 * @param result good or not
 * @param reason one word for counters; empty for a good one
 * @param detail a sentence for people
 * @param bundle the bundle's name; empty when it could not be read
 * @param box who made it; empty when that is not known for sure
 * @param ward its ward; empty when that is not known for sure
 * @param carried what the bundle holds
 * @param fresh what of it was new here
 */
public record BundleReport(
        Result result,
        String reason,
        String detail,
        String bundle,
        String box,
        String ward,
        Count carried,
        Count fresh) {

    /** Good or not. */
    public enum Result {
        /** All of it is durable here. */
        IMPORTED,
        /** Nothing of it was joined. */
        REFUSED,
        /** The store or the disk failed; a part may have been joined, and it can be imported again. */
        FAILED
    }

    /**
     * How much.
     *
     * @param rows rows
     * @param readings readings
     * @param lost sequences that are declared lost
     */
    public record Count(long rows, long readings, long lost) {

        /** Nothing. */
        public static final Count NOTHING = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(rows + other.rows, readings + other.readings, lost + other.lost);
        }
    }

    /** One that brought nothing. */
    static BundleReport of(Result result, String reason, String detail) {
        return new BundleReport(result, reason, detail, "", "", "", Count.NOTHING, Count.NOTHING);
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("result", result.name());
        properties.setProperty("reason", reason);
        properties.setProperty("detail", detail);
        properties.setProperty("bundle", bundle);
        properties.setProperty("box", box);
        properties.setProperty("ward", ward);
        put(properties, "carried", carried);
        put(properties, "fresh", fresh);
        return properties;
    }

    static BundleReport of(Properties properties) {
        return new BundleReport(
                Result.valueOf(properties.getProperty("result")),
                properties.getProperty("reason"),
                properties.getProperty("detail"),
                properties.getProperty("bundle"),
                properties.getProperty("box"),
                properties.getProperty("ward"),
                count(properties, "carried"),
                count(properties, "fresh"));
    }

    private static void put(Properties properties, String which, Count count) {
        properties.setProperty(which + ".rows", Long.toString(count.rows));
        properties.setProperty(which + ".readings", Long.toString(count.readings));
        properties.setProperty(which + ".lost", Long.toString(count.lost));
    }

    private static Count count(Properties properties, String which) {
        return new Count(
                Long.parseLong(properties.getProperty(which + ".rows")),
                Long.parseLong(properties.getProperty(which + ".readings")),
                Long.parseLong(properties.getProperty(which + ".lost")));
    }
}

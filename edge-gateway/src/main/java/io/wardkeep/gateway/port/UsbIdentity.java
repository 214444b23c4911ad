package io.wardkeep.gateway.port;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an adapter is, whichever socket it is plugged into: {@code 0403:6001:A50285BI}, or {@code 0403:6011:FT1/02} for
 * one of several lines of an adapter.
 *
 * @param vendor four hexadecimal digits
 * @param product four hexadecimal digits
 * @param serial its serial number; empty for an adapter that has none, or for any
 * @param line number of the USB interface, two hexadecimal digits; empty for the only one
 */
public record UsbIdentity(String vendor, String product, String serial, String line) {

    private static final Pattern TEXT =
            Pattern.compile("(\\p{XDigit}{4}):(\\p{XDigit}{4})(?::([^/]*))?(?:/(\\p{XDigit}{2}))?");

    /** As the bus writes it: hexadecimal digits are small. */
    public UsbIdentity {
        vendor = vendor.toLowerCase(Locale.ROOT);
        product = product.toLowerCase(Locale.ROOT);
        line = line.toLowerCase(Locale.ROOT);
    }

    /** Reads the form above; throws IllegalArgumentException for any other. */
    public static UsbIdentity parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("VENDOR:PRODUCT:SERIAL is wanted, like 0403:6001:A50285BI, not " + text);
        }
        String serial = matcher.group(3);
        String line = matcher.group(4);
        return new UsbIdentity(
                matcher.group(1), matcher.group(2), serial == null ? "" : serial, line == null ? "" : line);
    }

    /** Is the adapter that says so of itself meant by this? What this leaves open matches. */
    boolean means(UsbIdentity found) {
        return vendor.equals(found.vendor)
                && product.equals(found.product)
                && (serial.isEmpty() || serial.equals(found.serial))
                && (line.isEmpty() || line.equals(found.line));
    }

    @Override
    public String toString() {
        return vendor + ":" + product + (serial.isEmpty() ? "" : ":" + serial) + (line.isEmpty() ? "" : "/" + line);
    }
}

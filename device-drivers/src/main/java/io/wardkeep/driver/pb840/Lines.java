package io.wardkeep.driver.pb840;

/**
 * Cuts a stream into lines that end with CR, LF or both; empty ones do not count. The line stays in {@link #bytes()}
 * until the next byte is put.
 */
final class Lines {

    /** What the last byte completed. */
    enum Outcome {
        /** Nothing yet. */
        PENDING,
        /** A line. */
        LINE,
        /** More bytes than any line has; what is left of it is passed over and counted when it ends. */
        OVERLONG
    }

    private static final int OVERLONG_MAX = 1 << 30;

    private final byte[] line;
    private int held;
    private int length;
    private boolean overlong;

    Lines(int bytesMax) {
        line = new byte[bytesMax];
    }

    Outcome put(byte octet) {
        if (octet == '\r' || octet == '\n') {
            length = held;
            held = 0;
            if (overlong) {
                overlong = false;
                return Outcome.OVERLONG;
            }
            return length == 0 ? Outcome.PENDING : Outcome.LINE;
        }
        if (held < line.length && !overlong) {
            line[held] = octet;
        } else {
            overlong = true;
        }
        held = Math.min(held + 1, OVERLONG_MAX);
        return Outcome.PENDING;
    }

    byte[] bytes() {
        return line;
    }

    /** Of the line that was just completed or given up. */
    int length() {
        return length;
    }
}

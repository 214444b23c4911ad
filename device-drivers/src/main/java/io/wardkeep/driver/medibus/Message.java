package io.wardkeep.driver.medibus;

/**
 * The bytes of one message between its beginning and its end. Owned by one session, used again and again.
 *
 * <p>Layout: {@code SOH} or {@code ESC}, code, data, two digits of the sum; the end is not kept.
 */
final class Message {

    private static final int CHECK_BYTES = 2;
    private static final int HEAD_BYTES = 2;

    private final byte[] bytes;
    private int length;
    private boolean open;

    Message(int dataBytesMax) {
        bytes = new byte[HEAD_BYTES + dataBytesMax + CHECK_BYTES];
    }

    boolean isOpen() {
        return open;
    }

    int length() {
        return length;
    }

    void begin(byte first) {
        open = true;
        length = 0;
        bytes[length++] = first;
    }

    /** False where there is no room. */
    boolean add(byte next) {
        if (length == bytes.length) {
            return false;
        }
        bytes[length++] = next;
        return true;
    }

    void close() {
        open = false;
    }

    /** Is it whole, and does its sum say so? */
    boolean checks() {
        if (length < HEAD_BYTES + CHECK_BYTES) {
            return false;
        }
        int sum = 0;
        for (int at = 0; at < length - CHECK_BYTES; at++) {
            sum += bytes[at];
        }
        int high = Text.hexadecimal(bytes[length - 2]);
        int low = Text.hexadecimal(bytes[length - 1]);
        return high >= 0 && low >= 0 && (sum & 0xFF) == (high << 4 | low);
    }

    int code() {
        return bytes[1];
    }

    int dataLength() {
        return length - HEAD_BYTES - CHECK_BYTES;
    }

    /** The {@code index}-th byte of the data. */
    byte data(int index) {
        return bytes[HEAD_BYTES + index];
    }
}

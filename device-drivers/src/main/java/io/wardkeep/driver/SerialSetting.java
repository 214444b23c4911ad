package io.wardkeep.driver;

/**
 * How a serial line must be set for a device to be understood.
 *
 * @param baud bits a second
 * @param dataBits 7 or 8
 * @param parity of each character
 * @param stopBits 1 or 2
 */
public record SerialSetting(int baud, int dataBits, Parity parity, int stopBits) {

    /** The check bit of a character. */
    public enum Parity {
        /** No check bit. */
        NONE,
        /** The number of ones is even. */
        EVEN,
        /** The number of ones is odd. */
        ODD
    }

    /** Rejects what no serial port can do. */
    public SerialSetting {
        if (baud < 50 || baud > 4_000_000) {
            throw new IllegalArgumentException("baud must be 50 to 4000000, not " + baud);
        }
        if (dataBits < 7 || dataBits > 8 || stopBits < 1 || stopBits > 2) {
            throw new IllegalArgumentException(
                    "7 or 8 data bits and 1 or 2 stop bits, not " + dataBits + " and " + stopBits);
        }
    }

    /** Eight bits, no parity, one stop bit. */
    public static SerialSetting plain(int baud) {
        return new SerialSetting(baud, 8, Parity.NONE, 1);
    }

    /** As people write it: {@code 9600 8N1}. */
    @Override
    public String toString() {
        return baud + " " + dataBits + parity.name().charAt(0) + stopBits;
    }
}

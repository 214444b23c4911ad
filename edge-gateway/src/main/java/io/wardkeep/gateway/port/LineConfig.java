package io.wardkeep.gateway.port;

/** A way on which bytes of one device come. */
public sealed interface LineConfig {

    /**
     * A serial port. No flow control.
     *
     * @param path for example {@code /dev/ttyUSB0}; a link is followed at each opening
     * @param baud bits a second
     * @param dataBits 7 or 8
     * @param stopBits 1 or 2
     * @param parity the parity bit
     */
    record SerialLine(String path, int baud, int dataBits, int stopBits, Parity parity) implements LineConfig {

        /** Rejects what no port can do. */
        public SerialLine {
            if (path.isBlank()) {
                throw new IllegalArgumentException("a serial port has a path");
            }
            if (baud < 50 || baud > 4_000_000) {
                throw new IllegalArgumentException("baud must be 50 to 4000000, not " + baud);
            }
            if (dataBits != 7 && dataBits != 8) {
                throw new IllegalArgumentException("data bits must be 7 or 8, not " + dataBits);
            }
            if (stopBits != 1 && stopBits != 2) {
                throw new IllegalArgumentException("stop bits must be 1 or 2, not " + stopBits);
            }
        }

        /** 8 data bits, no parity, 1 stop bit. */
        public static SerialLine of(String path, int baud) {
            return new SerialLine(path, baud, 8, 1, Parity.NONE);
        }
    }

    /**
     * A TCP connection that the gateway opens to a serial server.
     *
     * @param host name or address
     * @param port 1 to 65535
     */
    record TcpLine(String host, int port) implements LineConfig {

        /** Rejects a port out of range. */
        public TcpLine {
            if (host.isBlank()) {
                throw new IllegalArgumentException("a serial server has a host");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
            }
        }
    }

    /** The parity bit of a serial line. */
    enum Parity {
        /** No parity bit. */
        NONE,
        /** An even number of ones. */
        EVEN,
        /** An odd number of ones. */
        ODD
    }
}

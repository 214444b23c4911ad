package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverSheet.Carrier;
import io.wardkeep.driver.SerialSetting;
import java.util.EnumSet;
import java.util.Set;

/** A way on which bytes of one device come. */
public sealed interface LineConfig {

    /** What this way carries: a driver fits whose sheet names one of them. */
    Set<Carrier> carries();

    /**
     * A serial port. No flow control.
     *
     * @param place where
     * @param setting speed and shape of the characters
     */
    record SerialLine(SerialPlace place, SerialSetting setting) implements LineConfig {

        @Override
        public Set<Carrier> carries() {
            return EnumSet.of(Carrier.SERIAL);
        }
    }

    /**
     * A TCP connection that the gateway opens to a device, or to a serial server that stands for a serial line.
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
            inRange("port", port);
        }

        @Override
        public Set<Carrier> carries() {
            return EnumSet.of(Carrier.TCP, Carrier.SERIAL);
        }
    }

    /**
     * Datagrams to and from one device.
     *
     * @param host name or address of the device; datagrams of other senders are dropped
     * @param port where polls are sent, 1 to 65535; the device may answer from another
     * @param listen the gateway's own port, 1 to 65535; 0 for any free one
     */
    record UdpLine(String host, int port, int listen) implements LineConfig {

        /** Rejects ports out of range. */
        public UdpLine {
            if (host.isBlank()) {
                throw new IllegalArgumentException("a device has a host");
            }
            inRange("port", port);
            if (listen != 0) {
                inRange("listen", listen);
            }
        }

        @Override
        public Set<Carrier> carries() {
            return EnumSet.of(Carrier.UDP);
        }
    }

    private static void inRange(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(name + " must be 1 to 65535, not " + port);
        }
    }
}

package io.wardkeep.simulator;

import io.wardkeep.driver.SerialSetting;
import java.nio.file.Path;
import java.util.Locale;

/** Where a simulated device and its gateway meet. */
public sealed interface Spot {

    /** As a line of the gateway's configuration has it; empty where the device comes to the gateway. */
    String configuration();

    /**
     * A pseudo-terminal.
     *
     * @param path where it is linked
     * @param setting what the gateway opens it with
     */
    record Cable(Path path, SerialSetting setting) implements Spot {

        @Override
        public String configuration() {
            return "serial: {path: " + path + ", baud: " + setting.baud() + ", data-bits: " + setting.dataBits()
                    + ", stop-bits: " + setting.stopBits() + ", parity: "
                    + setting.parity().name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    /** A port on loopback where the device, or its serial server, waits for the gateway. */
    record Server(int port) implements Spot {

        @Override
        public String configuration() {
            return "tcp: {host: 127.0.0.1, port: " + port + "}";
        }
    }

    /** A port on loopback where the device waits for datagrams. */
    record Datagrams(int port) implements Spot {

        @Override
        public String configuration() {
            return "udp: {host: 127.0.0.1, port: " + port + "}";
        }
    }

    /** The gateway's MQTT endpoint. */
    record Broker() implements Spot {

        @Override
        public String configuration() {
            return "";
        }
    }
}

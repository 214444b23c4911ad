package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Goal: a broker that accepts and never answers costs nothing that stays. Rig: a socket that is silent. */
class BrokerLoopIT {

    private static final String CLIENT = "box-silent";
    private static final int PATIENCE_MILLIS = 60_000;

    @Test
    void aBrokerThatSaysNothingIsLeftBeforeTheNextAttempt() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(PATIENCE_MILLIS);
            BrokerLoop loop = BrokerLoop.start(
                    new BrokerConfig("tcp://127.0.0.1:" + silent.getLocalPort(), CLIENT, Optional.empty()),
                    16,
                    1_024,
                    (_, _, _, _, _) -> {});
            try (Socket first = silent.accept()) {
                first.setSoTimeout(PATIENCE_MILLIS);
                while (first.getInputStream().read() >= 0) {
                    // The request to connect, and then the end of the connection.
                }
                Set<Thread> ofFirst = libraryThreads();
                try (Socket second = silent.accept()) {
                    assertThat(second.isConnected()).isTrue();
                    ofFirst.removeIf(thread -> !thread.isAlive());
                    assertThat(ofFirst).isEmpty();
                }
            } finally {
                loop.requestStop();
            }
        }
    }

    /** Threads that the library named after the client. */
    private static Set<Thread> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().startsWith("MQTT ") && thread.getName().endsWith(CLIENT))
                .collect(Collectors.toSet());
    }
}

package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.bedside.BedsideDevice;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Monitors and analysers against the gateway's drivers over their real transports; the clock of the story runs free.
 */
class ConversationsIT {

    private static final int STEP_MILLIS = 20;
    private static final int HEART_RATE = 147_842;
    private static final int SATURATION = 150_456;
    private static final int LEAD_II = 131_330;
    private static final int CARBON_DIOXIDE = 159_752;

    /** What the gateway's end of a transport can do. */
    private interface End {
        byte[] receive() throws IOException;

        void send(byte[] bytes) throws IOException;
    }

    private static Conversation converse(BedsideDevice device, End end, long untilMillis)
            throws IOException, InterruptedException {
        Conversation conversation = new Conversation(device.protocol());
        for (long at = 0; at <= untilMillis; at += STEP_MILLIS) {
            device.advance(at);
            // Time passes forty times as fast as in life and no faster: a terminal hands bytes over in its own
            // time, and nothing says whether a device that is silent has written.
            Thread.sleep(1);
            for (byte[] bytes = end.receive(); bytes.length > 0; bytes = end.receive()) {
                conversation.hear(bytes, at, answer -> sendOrFail(end, answer));
            }
            conversation.hear(new byte[0], at, answer -> sendOrFail(end, answer));
        }
        return conversation;
    }

    private static void sendOrFail(End end, byte[] bytes) {
        try {
            end.send(bytes);
        } catch (IOException broken) {
            throw new AssertionError("the transport broke", broken);
        }
    }

    private record Streams(InputStream in, OutputStream out) implements End {

        @Override
        public byte[] receive() throws IOException {
            int available = in.available();
            return available == 0 ? new byte[0] : in.readNBytes(available);
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }

    private record Datagrams(DatagramChannel channel) implements End {

        @Override
        public byte[] receive() throws IOException {
            ByteBuffer datagram = ByteBuffer.allocate(4_096);
            channel.receive(datagram);
            return Arrays.copyOf(datagram.array(), datagram.position());
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            channel.write(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void anIntellivueOnASerialLine(@TempDir Path directory) throws IOException, InterruptedException {
        PseudoTerminalWire wire = new PseudoTerminalWire(directory.resolve("mon-01"));
        try (BedsideDevice device = Conversation.device("philips-intellivue", "", wire);
                FileOutputStream out = new FileOutputStream(wire.place());
                FileInputStream in = new FileInputStream(wire.place())) {
            Conversation heard = converse(device, new Streams(in, out), 20_000);
            assertThat(heard.events()).noneMatch(DriverEvent.Malformed.class::isInstance);
            assertThat(heard.observations(HEART_RATE)).hasSizeGreaterThan(17);
            assertThat(heard.waveforms(LEAD_II)).hasSizeGreaterThan(70);
        }
    }

    @Test
    void anIntellivueOnTheNetwork() throws IOException, InterruptedException {
        UdpWire wire = new UdpWire(0);
        try (BedsideDevice device = Conversation.device("philips-intellivue-udp", "", wire);
                DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()));
            Conversation heard = converse(device, new Datagrams(channel), 20_000);
            assertThat(heard.events()).noneMatch(DriverEvent.Malformed.class::isInstance);
            assertThat(heard.observations(HEART_RATE)).hasSizeGreaterThan(17);
            assertThat(heard.waveforms(LEAD_II)).hasSizeGreaterThan(70);
        }
    }

    @Test
    void spotChecksOnASerialLine(@TempDir Path directory) throws IOException, InterruptedException {
        PseudoTerminalWire wire = new PseudoTerminalWire(directory.resolve("spot-01"));
        try (BedsideDevice device = Conversation.device("nonin-df13", "", wire);
                FileOutputStream out = new FileOutputStream(wire.place());
                FileInputStream in = new FileInputStream(wire.place())) {
            Conversation heard = converse(device, new Streams(in, out), 130_000);
            assertThat(heard.malformed()).isEmpty();
            assertThat(heard.numbers(SATURATION)).hasSize(3);
        }
    }

    @Test
    void anAnalyserOnTcp() throws IOException, InterruptedException {
        TcpWire wire = new TcpWire(0);
        try (BedsideDevice device = Conversation.device("astm", "", wire);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port())) {
            Conversation heard =
                    converse(device, new Streams(socket.getInputStream(), socket.getOutputStream()), 130_000);
            assertThat(heard.events()).noneMatch(DriverEvent.Malformed.class::isInstance);
            assertThat(heard.observations(CARBON_DIOXIDE)).hasSize(3);
        }
    }

    @Test
    void anAnalyserOnASerialLine(@TempDir Path directory) throws IOException, InterruptedException {
        PseudoTerminalWire wire = new PseudoTerminalWire(directory.resolve("poc-01"));
        try (BedsideDevice device = Conversation.device("astm", "", wire);
                FileOutputStream out = new FileOutputStream(wire.place());
                FileInputStream in = new FileInputStream(wire.place())) {
            Conversation heard = converse(device, new Streams(in, out), 70_000);
            assertThat(heard.observations(CARBON_DIOXIDE)).hasSize(2);
        }
    }
}

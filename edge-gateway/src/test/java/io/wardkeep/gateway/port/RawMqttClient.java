package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * MQTT 3.1.1 by hand, for what no client library lets one do: lie about DUP, send garbage, see the order of packets.
 */
final class RawMqttClient implements AutoCloseable {

    static final int CONNACK = 0x20;
    static final int PUBLISH = 0x30;
    static final int PUBACK = 0x40;
    static final int PUBREC = 0x50;
    static final int PUBCOMP = 0x70;
    static final int SUBACK = 0x90;
    static final int PINGRESP = 0xD0;

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    record Packet(int type, int flags, String body) {

        int messageId() {
            return body.charAt(0) << 8 | body.charAt(1);
        }
    }

    RawMqttClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** Connects; the return code. */
    int connect(String clientId) throws IOException {
        return connect(clientId, 0, new byte[0]);
    }

    /** Connects and leaves a will of quality 0; the return code. */
    int connect(String clientId, String willTopic, String will) throws IOException {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        left.writeBytes(text(willTopic));
        left.writeBytes(text(will));
        return connect(clientId, 4, left.toByteArray());
    }

    private int connect(String clientId, int flags, byte[] rest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text("MQTT"));
        body.write(4);
        body.write(flags);
        body.write(0);
        body.write(60);
        body.writeBytes(text(clientId));
        body.writeBytes(rest);
        send(0x10, body.toByteArray());
        Packet packet = next();
        assertThat(packet.type()).isEqualTo(CONNACK);
        return packet.body().charAt(1);
    }

    void publish(int qos, boolean duplicate, int messageId, String topic, String payload) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text(topic));
        if (qos > 0) {
            body.write(messageId >> 8);
            body.write(messageId);
        }
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        send(PUBLISH | qos << 1 | (duplicate ? 8 : 0), body.toByteArray());
    }

    void release(int messageId) throws IOException {
        send(0x62, new byte[] {(byte) (messageId >> 8), (byte) messageId});
    }

    void acknowledge(int messageId) throws IOException {
        send(PUBACK, new byte[] {(byte) (messageId >> 8), (byte) messageId});
    }

    void subscribe(int messageId, String filter) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(messageId >> 8);
        body.write(messageId);
        body.writeBytes(text(filter));
        body.write(1);
        send(0x82, body.toByteArray());
    }

    void ping() throws IOException {
        send(0xC0, new byte[0]);
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Packet next() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = in.readUnsignedByte();
            length |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                break;
            }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first & 0xF0, first & 0x0F, new String(body, StandardCharsets.ISO_8859_1));
    }

    /** Waits until the other side hangs up. */
    void awaitEnd() {
        try {
            while (in.read() >= 0) {
                // Whatever is still said does not matter.
            }
        } catch (SocketException e) {
            // A reset is an end as well.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(int first, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(first);
        int length = body.length;
        do {
            packet.write(length & 0x7F | (length > 0x7F ? 0x80 : 0));
            length >>= 7;
        } while (length > 0);
        packet.writeBytes(body);
        raw(packet.toByteArray());
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

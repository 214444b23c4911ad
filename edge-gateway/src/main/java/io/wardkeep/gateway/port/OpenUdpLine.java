package io.wardkeep.gateway.port;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams of one device. The socket is not connected, since a device may answer from another port than the one that
 * it is asked at; the sender's address must be the device's.
 */
final class OpenUdpLine implements Line {

    private static final Logger LOGGER = LoggerFactory.getLogger(OpenUdpLine.class);

    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final DatagramSocket socket;
    private final InetSocketAddress device;
    private boolean strangerSaid;

    private OpenUdpLine(DatagramSocket socket, InetSocketAddress device) {
        this.socket = socket;
        this.device = device;
    }

    static Line open(LineConfig.UdpLine config) throws LineException {
        InetAddress address;
        try {
            address = InetAddress.getByName(config.host());
        } catch (UnknownHostException e) {
            throw new LineException("nobody knows the host " + config.host(), e);
        }
        try {
            DatagramSocket socket = new DatagramSocket(config.listen());
            socket.setSoTimeout(READ_WAIT_MILLIS);
            return new OpenUdpLine(socket, new InetSocketAddress(address, config.port()));
        } catch (IOException e) {
            throw new LineException("cannot listen at UDP port " + config.listen(), e);
        }
    }

    @Override
    public int bytesMax() {
        return DATAGRAM_BYTES_MAX;
    }

    @Override
    public int read(byte[] buffer) throws LineException {
        DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(datagram);
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            throw new LineException("the socket broke", e);
        }
        if (!datagram.getAddress().equals(device.getAddress())) {
            strange(datagram.getAddress());
            return 0;
        }
        return datagram.getLength();
    }

    private void strange(InetAddress sender) {
        if (!strangerSaid) {
            strangerSaid = true;
            LOGGER.warn("{} sends datagrams meant for {}; they are dropped", sender, device);
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws LineException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        try {
            socket.send(new DatagramPacket(copy, copy.length, device));
        } catch (IOException e) {
            throw new LineException("cannot send to " + device, e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

package io.wardkeep.gateway.port;

import io.wardkeep.driver.SerialSetting;
import java.nio.ByteBuffer;

/** An open line. Used by one thread. */
interface Line extends AutoCloseable {

    /** How long a read waits for the first byte. */
    int READ_WAIT_MILLIS = 100;

    /** Opens a line. */
    static Line open(LineConfig config) throws LineException {
        return switch (config) {
            case LineConfig.SerialLine serial -> OpenSerialLine.open(serial);
            case LineConfig.TcpLine tcp -> OpenTcpLine.open(tcp);
            case LineConfig.UdpLine udp -> OpenUdpLine.open(udp);
        };
    }

    /** For people. */
    static String place(LineConfig config) {
        return switch (config) {
            case LineConfig.SerialLine(var place, var setting) -> place + " " + setting;
            case LineConfig.TcpLine(var host, var port) -> host + ":" + port;
            case LineConfig.UdpLine(var host, var port, var listen) ->
                "udp " + host + ":" + port + (listen == 0 ? "" : " at " + listen);
        };
    }

    /** The most that one read may give: a buffer of this size loses nothing. */
    default int bytesMax() {
        return 4_096;
    }

    /**
     * Reads what is there, at least a byte, of a line of datagrams exactly one; 0 where nothing came for
     * {@link #READ_WAIT_MILLIS}.
     */
    int read(byte[] buffer) throws LineException;

    /** Sets speed and shape of the characters; on a line that has none it means nothing. */
    default void tune(SerialSetting setting) throws LineException {
        throw new LineException("not a serial line: " + setting);
    }

    /** Sends all of it. */
    void write(ByteBuffer bytes) throws LineException;

    @Override
    void close();
}

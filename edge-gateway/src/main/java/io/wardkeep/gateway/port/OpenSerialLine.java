package io.wardkeep.gateway.port;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.wardkeep.driver.SerialSetting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A serial port through jSerialComm. After a successful opening its last error may be ENOTTY (pseudo-terminals): only
 * the result counts. A cable pulled is a read of −1; the library's disconnect event is not used, because it repeats in
 * a busy loop until the port is closed.
 */
final class OpenSerialLine implements Line {

    private static final int WRITE_WAIT_MILLIS = 500;

    private final SerialPort port;

    private OpenSerialLine(SerialPort port) {
        this.port = port;
    }

    static Line open(LineConfig.SerialLine config) throws LineException {
        SerialPort port = find(config.place());
        set(port, config.setting());
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(
                SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING,
                READ_WAIT_MILLIS,
                WRITE_WAIT_MILLIS);
        if (!port.openPort()) {
            throw new LineException("cannot open " + config.place() + " (error " + port.getLastErrorCode() + ")");
        }
        return new OpenSerialLine(port);
    }

    private static boolean set(SerialPort port, SerialSetting setting) {
        return port.setComPortParameters(
                setting.baud(), setting.dataBits(), stopBits(setting), parity(setting.parity()));
    }

    @Override
    public void tune(SerialSetting setting) throws LineException {
        if (!set(port, setting) || !port.flushIOBuffers()) {
            throw new LineException("cannot be set to " + setting + " (error " + port.getLastErrorCode() + ")");
        }
    }

    private static SerialPort find(SerialPlace place) throws LineException {
        return switch (place.find()) {
            case SerialPlace.Found.At(String path) -> find(path);
            case SerialPlace.Found.Not(String reason) -> throw new LineException(reason);
        };
    }

    private static SerialPort find(String path) throws LineException {
        try {
            // A link (/dev/serial/by-id, or a simulator's) is followed now: it may point elsewhere than last time.
            return SerialPort.getCommPort(Path.of(path).toRealPath().toString());
        } catch (IOException e) {
            throw new LineException("there is no " + path, e);
        } catch (SerialPortInvalidPortException e) {
            throw new LineException(path + " is no serial port", e);
        }
    }

    private static int stopBits(SerialSetting setting) {
        return setting.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
    }

    private static int parity(SerialSetting.Parity parity) {
        return switch (parity) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    @Override
    public int read(byte[] buffer) throws LineException {
        int count = port.readBytes(buffer, buffer.length);
        if (count < 0) {
            throw new LineException("unplugged (error " + port.getLastErrorCode() + ")");
        }
        return count;
    }

    @Override
    public void write(ByteBuffer bytes) throws LineException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        if (port.writeBytes(copy, copy.length) != copy.length) {
            throw new LineException("cannot send (error " + port.getLastErrorCode() + ")");
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}

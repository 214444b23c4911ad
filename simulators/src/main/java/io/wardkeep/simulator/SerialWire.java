package io.wardkeep.simulator;

import io.wardkeep.driver.SerialSetting;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.bedside.Wire;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A serial port of this machine, with a cable to a gateway's. The other end cannot be asked whether it is there. */
public final class SerialWire implements Wire {

    private final Path path;
    private final SerialSetting setting;
    private @Nullable Terminal terminal;

    /** Plugged in. */
    public SerialWire(Path path, SerialSetting setting) {
        this.path = path;
        this.setting = setting;
        plug();
    }

    /** Set as the protocol's devices are; throws IllegalArgumentException for one that runs on no serial line. */
    static SerialWire open(Path path, String protocol) {
        return new SerialWire(
                path,
                Drivers.named(protocol).stream()
                        .flatMap(driver -> driver.sheet().serial().stream())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(protocol + " runs on no serial line")));
    }

    @Override
    public boolean send(byte[] bytes) {
        Terminal open = terminal;
        return open != null && open.write(bytes) == bytes.length;
    }

    @Override
    public byte[] receive() {
        Terminal open = terminal;
        return open == null ? new byte[0] : open.read();
    }

    @Override
    public void unplug() {
        Terminal open = terminal;
        terminal = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void plug() {
        if (terminal == null) {
            terminal = Terminal.serial(path, setting);
        }
    }

    @Override
    public String place() {
        return path + " at " + setting;
    }

    @Override
    public void close() {
        unplug();
    }
}

package io.wardkeep.gateway.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that looks like {@code /sys} and {@code /dev} of a machine with USB serial adapters. */
final class SysfsTree {

    private final Path sysfs;
    private final Path dev;

    SysfsTree(Path directory) throws IOException {
        sysfs = directory.resolve("sys");
        dev = Files.createDirectories(directory.resolve("dev"));
        Files.createDirectories(sysfs.resolve("class/tty"));
    }

    Path dev() {
        return dev;
    }

    UsbBus bus() {
        return new UsbBus(sysfs, dev);
    }

    /** One line of an adapter; further lines are plugged with the same socket and another number. */
    void plug(String socket, String vendor, String product, String serial, String line, String terminal)
            throws IOException {
        Path device = Files.createDirectories(sysfs.resolve("devices/pci0000:00/usb1/" + socket));
        Files.writeString(device.resolve("idVendor"), vendor + "\n");
        Files.writeString(device.resolve("idProduct"), product + "\n");
        if (!serial.isEmpty()) {
            Files.writeString(device.resolve("serial"), serial + "\n");
        }
        Path lineDirectory = Files.createDirectories(device.resolve(socket + ":1." + Integer.parseInt(line, 16)));
        Files.writeString(lineDirectory.resolve("bInterfaceNumber"), line + "\n");
        Path below = Files.createDirectories(lineDirectory.resolve(terminal + "/tty/" + terminal));
        link(terminal, below);
    }

    /** A terminal of the machine itself, on no bus. */
    void builtIn(String terminal) throws IOException {
        Path below = Files.createDirectories(sysfs.resolve("devices/platform/serial8250/tty/" + terminal));
        link(terminal, below);
    }

    private void link(String terminal, Path below) throws IOException {
        Path terminals = sysfs.resolve("class/tty");
        Files.createSymbolicLink(terminals.resolve(terminal), terminals.relativize(below));
    }

    void unplug(String socket, String terminal) throws IOException {
        Files.delete(sysfs.resolve("class/tty/" + terminal));
        Files.delete(sysfs.resolve("devices/pci0000:00/usb1/" + socket + "/idVendor"));
    }
}

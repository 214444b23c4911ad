package io.wardkeep.gateway.port;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The serial adapters that are plugged in, as Linux shows them: a terminal's directory under {@code class/tty} lies
 * below its USB interface ({@code bInterfaceNumber}), and that below its USB device ({@code idVendor},
 * {@code idProduct}, {@code serial}). Looked up anew each time. An adapter that goes while it is looked at is one that
 * is not there.
 *
 * @param sysfs {@code /sys}
 * @param dev {@code /dev}
 */
public record UsbBus(Path sysfs, Path dev) {

    /** This machine's. */
    public static final UsbBus SYSTEM = new UsbBus(Path.of("/sys"), Path.of("/dev"));

    /**
     * A line of an adapter.
     *
     * @param path of the terminal now
     * @param identity what the adapter says of itself
     */
    public record Adapter(Path path, UsbIdentity identity) {}

    /** All adapters that are plugged in. */
    public List<Adapter> adapters() {
        List<Adapter> adapters = new ArrayList<>();
        try (DirectoryStream<Path> terminals = Files.newDirectoryStream(sysfs.resolve("class/tty"))) {
            for (Path terminal : terminals) {
                identity(terminal)
                        .ifPresent(identity -> adapters.add(
                                new Adapter(dev.resolve(String.valueOf(terminal.getFileName())), identity)));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No such directory: a machine without terminals, or none of this kind.
            return List.of();
        }
        adapters.sort(Comparator.comparing(Adapter::path));
        return adapters;
    }

    /** Those that an identity means: one, if it says enough. */
    public List<Adapter> meant(UsbIdentity identity) {
        return adapters().stream()
                .filter(adapter -> identity.means(adapter.identity()))
                .toList();
    }

    private static Optional<UsbIdentity> identity(Path terminal) throws IOException {
        String line = "";
        Path above;
        try {
            above = terminal.toRealPath();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        for (@Nullable Path directory = above; directory != null; directory = directory.getParent()) {
            if (line.isEmpty()) {
                line = read(directory.resolve("bInterfaceNumber"));
            }
            String vendor = read(directory.resolve("idVendor"));
            String product = read(directory.resolve("idProduct"));
            if (!vendor.isEmpty() && !product.isEmpty()) {
                return Optional.of(new UsbIdentity(vendor, product, read(directory.resolve("serial")), line));
            }
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}

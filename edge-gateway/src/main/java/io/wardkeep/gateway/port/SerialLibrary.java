package io.wardkeep.gateway.port;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Where the native part of jSerialComm lies. Left alone it unpacks itself to a path under the temporary directory that
 * anybody on the box could have prepared.
 */
public final class SerialLibrary {

    private static final String FILE = "libjSerialComm.so";

    private SerialLibrary() {}

    /**
     * Unpacks the native library into a directory that only this user can write to and has it loaded from there. Once,
     * before the first port; on machines other than 64-bit Intel and ARM the library finds its own place.
     *
     * @throws IOException if the directory cannot be written
     */
    public static void unpackTo(Path directory) throws IOException {
        String machine = switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "armv8_64";
            default -> "";
        };
        if (machine.isEmpty()) {
            return;
        }
        Files.createDirectories(directory);
        // A class literal does not initialise the class: its native part is looked for at the first port only.
        String resource = "/Linux/" + machine + "/" + FILE;
        try (InputStream in = SerialPort.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("jSerialComm has no " + resource);
            }
            Files.copy(in, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        }
        System.setProperty(
                "jSerialComm.library.path", directory.toAbsolutePath().toString());
    }
}

package io.wardkeep.gateway;

import io.wardkeep.command.ExitCode;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.gateway.port.CaptureDetection;
import io.wardkeep.gateway.port.DriverChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a cable says. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Decode the bytes of a capture: one JSON line a reading.",
        footer = {
            "",
            "Examples:",
            "  wardkeep-gateway decode --driver nonin-oem3 capture.bin",
            "  wardkeep-gateway decode --driver auto --hex dump.txt",
            "  head -c 4000 /dev/ttyUSB0 | wardkeep-gateway decode --driver auto"
        })
final class DecodeCommand implements Callable<Integer> {

    @Option(
            names = "--driver",
            required = true,
            paramLabel = "NAME",
            description = "which driver decodes; auto finds out, and says on standard error what it found")
    private String name = "";

    @Option(names = "--hex", description = "the capture is a dump in hexadecimal digits")
    private boolean hex;

    @Option(
            names = "--device",
            defaultValue = "capture",
            paramLabel = "NAME",
            description = "what the lines call the device (default ${DEFAULT-VALUE})")
    private String device = "";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the capture (default: standard input)")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    DecodeCommand() {}

    @Override
    public Integer call() throws IOException {
        Optional<Driver> named = Drivers.named(name);
        if (named.isEmpty() && !name.equals(DriverChoice.AUTO)) {
            spec.commandLine()
                    .getErr()
                    .println("there is no driver " + name + "; there are auto, "
                            + Drivers.all().stream().map(Driver::name).collect(Collectors.joining(", ")));
            return ExitCode.USAGE;
        }
        try (InputStream file = files.isEmpty() ? System.in : Files.newInputStream(files.getFirst())) {
            InputStream capture = hex ? dump(file) : file;
            if (named.isPresent()) {
                return decode(named.get(), capture);
            }
            byte[] bytes = capture.readAllBytes();
            CaptureDetection.Found found = CaptureDetection.of(
                    bytes, Drivers.all(), InstantSource.system().millis());
            spec.commandLine().getErr().println("auto: " + found.report());
            spec.commandLine().getErr().flush();
            return found.driver().isPresent()
                    ? decode(found.driver().get(), new ByteArrayInputStream(bytes))
                    : ExitCode.FAILED;
        }
    }

    private int decode(Driver driver, InputStream capture) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        new Decode(driver, InstantSource.system(), device, out::println).read(capture);
        out.flush();
        return ExitCode.OK;
    }

    private static InputStream dump(InputStream file) throws IOException {
        return new ByteArrayInputStream(HexDump.bytes(new String(file.readAllBytes(), StandardCharsets.US_ASCII)));
    }
}

package io.wardkeep.gateway;

import io.wardkeep.command.ExitCode;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.list.Drivers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a cable says. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Decode the bytes of a capture: one JSON line a reading.")
final class DecodeCommand implements Callable<Integer> {

    @Option(names = "--driver", required = true, paramLabel = "NAME", description = "which driver decodes")
    private String name = "";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the capture (default: standard input)")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    DecodeCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Driver> driver = Drivers.named(name);
        if (driver.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("there is no driver " + name + "; there are "
                            + String.join(
                                    ", ",
                                    Drivers.all().stream().map(Driver::name).toList()));
            return ExitCode.USAGE;
        }
        Decode decode = new Decode(driver.get(), InstantSource.system(), out::println);
        try (InputStream capture = files.isEmpty() ? System.in : Files.newInputStream(files.getFirst())) {
            decode.read(capture);
        }
        out.flush();
        return ExitCode.OK;
    }
}

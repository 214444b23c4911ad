package io.wardkeep.driver.proof;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.list.Drivers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code packaging/soak fuzz-drivers}. Exit 0 when no driver did what none may, 1 otherwise. */
@Command(
        name = "fuzz-drivers",
        mixinStandardHelpOptions = true,
        description = {
            "Garbled bytes for every driver, guided by coverage (Jazzer): cut anywhere, with time passing between.",
            "Nothing may be thrown, every reading is on the driver's sheet in its unit, nothing but polls is sent, no"
                    + " step takes 100 ms, memory stays bounded."
        },
        footer = {
            "",
            "Examples:",
            "  packaging/soak fuzz-drivers",
            "  packaging/soak fuzz-drivers --protocol masimo-ascii1 --runs 1000000 --keep"
        })
final class FuzzDriversCommand implements Callable<Integer> {

    @Option(names = "--protocol", paramLabel = "NAME", description = "this driver alone; may be repeated")
    private List<String> protocols = List.of();

    @Option(names = "--runs", defaultValue = "5000000", description = "for each driver (default ${DEFAULT-VALUE})")
    private long runs;

    @Option(names = "--keep", description = "write what was found to device-drivers/src/test/resources/fuzz")
    private boolean keep;

    @Option(
            names = "--directory",
            defaultValue = "target/fuzz",
            description = "findings, logs and the inputs found so far, which the next run begins with (default "
                    + "${DEFAULT-VALUE} of device-drivers)")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before call().
    private FuzzDriversCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Driver> drivers = protocols.isEmpty()
                ? Drivers.all()
                : protocols.stream().map(this::driver).toList();
        System.out.println("goal: " + runs + " executions of each driver, 0 findings");
        System.out.println(
                String.format("%-24s %12s %10s %8s %9s", "protocol", "executions", "a second", "inputs", "findings"));
        boolean kept = true;
        for (Driver driver : drivers) {
            FuzzRun run = new FuzzRun(driver, directory.toAbsolutePath().resolve(driver.name()));
            FuzzRun.Outcome outcome = run.run(runs);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-24s %12d %10.0f %8d %9d",
                    driver.name(),
                    outcome.executions(),
                    outcome.executions() / outcome.seconds(),
                    outcome.inputs().size(),
                    outcome.findings().size()));
            outcome.remarks().forEach(remark -> System.out.println("  " + remark));
            if (keep) {
                KeptInputs.write(driver, outcome.findings(), outcome.inputs());
            }
            kept &= outcome.findings().isEmpty() && outcome.remarks().isEmpty();
        }
        System.out.println(kept ? "kept" : "NOT KEPT");
        return kept ? 0 : 1;
    }

    private Driver driver(String name) {
        return Drivers.named(name)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "there is no driver " + name));
    }
}

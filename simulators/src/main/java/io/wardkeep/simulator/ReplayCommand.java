package io.wardkeep.simulator;

import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "A device at a patient whose recording (BIDMC CSV, gzipped or not) is given.",
        footer = {
            "",
            "Example: wardkeep-sim replay bidmc_08_Numerics.csv --signals bidmc_08_Signals.csv.gz"
                    + " --protocol nonin-oem3 --link /tmp/ox-01"
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NUMERICS", description = "One row a second: HR, PULSE, RESP, SpO2.")
    private Path numerics = Path.of("");

    @Option(names = "--signals", description = "125 rows a second: RESP, PLETH, II (default: the bundled minute).")
    private Path signals = Path.of("");

    @Option(names = "--protocol", defaultValue = "nonin-oem3", description = "Default ${DEFAULT-VALUE}.")
    private String protocol = "";

    @Option(names = "--name", defaultValue = "ox-01", description = "The device (default ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--link", defaultValue = "", description = "Path of the pseudo-terminal.")
    private String link = "";

    @Option(names = "--tcp", defaultValue = "0", description = "Listen on this loopback port instead.")
    private int tcpPort;

    @Option(names = "--mqtt", defaultValue = "", description = "host:port of the gateway.")
    private String mqtt = "";

    @Option(names = "--for", defaultValue = "", description = "Stop after, for example 60s (default: never).")
    private String length = "";

    @Override
    public Integer call() throws IOException {
        Recording curves = signals.toString().isEmpty() ? Recording.bundledSignals() : Recording.of(signals);
        RecordedPatient patient = new RecordedPatient(Recording.of(numerics), curves, 0);
        return DeviceCommand.run(protocol, name, link, tcpPort, mqtt, patient, List.of(), 1, length);
    }
}
